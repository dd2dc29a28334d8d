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
import aisle.platform.security.ApiKeySecret;
import aisle.platform.security.BearerTokens;
import aisle.platform.security.Machine;
import aisle.platform.security.Machines;
import aisle.platform.web.ClientAddress;
import aisle.platform.web.Watchers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Counts every request before anything is done for it: no body is read and no statement run. Whoever brings a token that
 * this server signed is counted as that user, wherever from, and a machine by its API key once that was found to be good; everybody
 * else, and whoever brings a bad token or key, by address.
 */
@Singleton
class GeneralLimitFilter {
    /** Behind CORS (300), so that a browser may read the refusal, and before authentication (200). */
    private static final int PRIORITY = 250;

    private final GeneralLimit limit;
    private final BearerTokens tokens;
    private final LimitMetrics metrics;
    private final Machines machines;
    private final List<Quota> quotas;
    private final List<String> names;

    GeneralLimitFilter(GeneralLimit limit, BearerTokens tokens, Machines machines, LimitMetrics metrics) {
        this.limit = limit;
        this.tokens = tokens;
        this.machines = machines;
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
        Share share = shareOf(exchange);
        List<Allowance> allowances = limit.take(share.caller(), share.quotas());
        for (int i = 0; i < allowances.size(); i++) {
            RateLimitHeaders.add(
                    exchange.response(), share.names().get(i), share.quotas().get(i), allowances.get(i));
        }
        Allowance last = allowances.getLast();
        if (last.allowed()) {
            exchange.next();
        } else {
            metrics.refused(share.policy());
            exchange.fail(
                    ErrorCode.RATE_LIMITED.status(),
                    new DomainError(
                            ErrorCode.RATE_LIMITED,
                            "Too many requests. Wait, then go on.",
                            Map.of(
                                    StrictLimits.RETRY_AFTER_SECONDS,
                                    last.secondsUntilReset(),
                                    "policy",
                                    share.names().get(allowances.size() - 1))));
        }
    }

    /**
     * What a request is counted under.
     *
     * @param policy the name in the metrics
     * @param names of the quotas, in the headers
     */
    private record Share(String caller, String policy, List<Quota> quotas, List<String> names) {}

    private Share shareOf(RoutingContext exchange) {
        ApiKeySecret key = tokens.apiKeyOf(exchange);
        Machine machine = key == null ? null : machines.lastKnown(key);
        if (machine != null) {
            return shareOf(machine);
        }
        UserId user = tokens.userOf(exchange);
        return general(user == null ? "address " + CallerKeys.network(ClientAddress.of(exchange)) : "user " + user);
    }

    /** Another limit is another count: a change of it holds at once. */
    private Share shareOf(Machine machine) {
        Integer own = machine.requestsPerMinute();
        return own == null
                ? general("key " + machine.id())
                : new Share(
                        "key " + machine.id() + " " + own,
                        LimitMetrics.API_KEY,
                        List.of(new Quota(own, Duration.ofMinutes(1))),
                        List.of(LimitMetrics.API_KEY));
    }

    private Share general(String caller) {
        return new Share(caller, LimitMetrics.GENERAL, quotas, names);
    }
}
