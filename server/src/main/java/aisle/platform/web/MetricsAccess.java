package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import aisle.platform.config.NetworkRange;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may read {@code /metrics}: whoever knows {@code METRICS_TOKEN}, or asks from {@code METRICS_ALLOWED_NETWORKS}. With
 * neither set everybody may, except in production, where nobody may: turnover is nobody else's business.
 */
@Singleton
final class MetricsAccess {
    /** Behind the id and the log line of a request, before all that answers it. */
    private static final int PRIORITY = 245;

    private static final String BEARER = "Bearer ";

    private final boolean open;
    private final byte @Nullable [] token;
    private final List<NetworkRange> networks;

    @Inject
    MetricsAccess(AisleConfig config) {
        this(
                config.environment(),
                config.metrics().token().orElse(null),
                config.metrics().allowedNetworks().orElse(""));
    }

    MetricsAccess(AppEnvironment environment, @Nullable String token, String networks) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
        this.networks = NetworkRange.parseList(networks);
        this.open = environment != AppEnvironment.PRODUCTION && token == null && this.networks.isEmpty();
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        boolean asked = path.equals(Routes.METRICS) || path.startsWith(Routes.METRICS + "/");
        if (!asked || allows(address(exchange), exchange.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            exchange.next();
        } else {
            DomainError refusal = refusal();
            exchange.fail(refusal.code().status(), refusal);
        }
    }

    /** Null when somebody whom nobody vouches for has passed the request on: its own address says nothing. */
    private static @Nullable String address(RoutingContext exchange) {
        return ClientAddress.isHidden(exchange) ? null : ClientAddress.of(exchange);
    }

    /**
     * @param address of who asks, null when it is not known
     * @param authorization the header, null when there is none
     */
    boolean allows(@Nullable String address, @Nullable String authorization) {
        return open || isFromAllowedNetwork(address) || knowsToken(authorization);
    }

    private boolean isFromAllowedNetwork(@Nullable String address) {
        if (networks.isEmpty() || address == null) {
            return false;
        }
        try {
            InetAddress asking = InetAddress.ofLiteral(address);
            return networks.stream().anyMatch(network -> network.contains(asking));
        } catch (IllegalArgumentException e) {
            return false; // a connection without an address
        }
    }

    /** In the same time for every wrong one. */
    private boolean knowsToken(@Nullable String authorization) {
        return token != null
                && authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        token, authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    private DomainError refusal() {
        return token == null
                ? DomainError.of(ErrorCode.FORBIDDEN, "Metrics are not shown here.")
                : DomainError.of(ErrorCode.UNAUTHENTICATED, "Metrics are shown to who sends their token.");
    }
}
