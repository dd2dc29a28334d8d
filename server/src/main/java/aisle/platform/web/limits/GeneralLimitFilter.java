package aisle.platform.web.limits;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.UserId;
import aisle.platform.config.Quota;
import aisle.platform.limits.Allowance;
import aisle.platform.limits.CallerKeys;
import aisle.platform.limits.GeneralLimit;
import aisle.platform.limits.LimitMetrics;
import aisle.platform.limits.StrictLimits;
import aisle.platform.security.BearerTokens;
import aisle.platform.web.ClientAddress;
import aisle.platform.web.Watchers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Counts every request before anything is done for it: no body is read and no statement run. Whoever brings a token that
 * this server signed is counted as that user, wherever from; everybody else, and whoever brings a bad token, by address.
 */
@Singleton
class GeneralLimitFilter {
    /** Behind CORS (300), so that a browser may read the refusal, and before authentication (200). */
    private static final int PRIORITY = 250;

    private final GeneralLimit limit;
    private final BearerTokens tokens;
    private final LimitMetrics metrics;
    private final List<Quota> quotas;
    private final List<String> names;

    GeneralLimitFilter(GeneralLimit limit, BearerTokens tokens, LimitMetrics metrics) {
        this.limit = limit;
        this.tokens = tokens;
        this.metrics = metrics;
        this.quotas = limit.quotas();
        this.names = quotas.stream()
                .map(quota -> quotas.size() == 1
                        ? LimitMetrics.GENERAL
                        : LimitMetrics.GENERAL + "-" + quota.window().toSeconds())
                .toList();
    }

    void install(@Observes Filters filters) {
        if (!quotas.isEmpty()) {
            filters.register(this::count, PRIORITY);
        }
    }

    private void count(RoutingContext exchange) {
        if (Watchers.asks(exchange)) {
            exchange.next();
            return;
        }
        List<Allowance> allowances = limit.take(caller(exchange));
        for (int i = 0; i < allowances.size(); i++) {
            RateLimitHeaders.add(exchange.response(), names.get(i), quotas.get(i), allowances.get(i));
        }
        Allowance last = allowances.getLast();
        if (last.allowed()) {
            exchange.next();
        } else {
            metrics.refused(LimitMetrics.GENERAL);
            exchange.fail(
                    ErrorCode.RATE_LIMITED.status(),
                    new DomainError(
                            ErrorCode.RATE_LIMITED,
                            "Too many requests. Wait, then go on.",
                            Map.of(
                                    StrictLimits.RETRY_AFTER_SECONDS,
                                    last.secondsUntilReset(),
                                    "policy",
                                    names.get(allowances.size() - 1))));
        }
    }

    private String caller(RoutingContext exchange) {
        UserId user = tokens.userOf(exchange);
        return user == null ? "address " + CallerKeys.network(ClientAddress.of(exchange)) : "user " + user;
    }
}
