package aisle.platform.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** Those who watch the server, and the documentation's own files: never limited, never refused for want of room. */
public final class Watchers {
    private static final Set<String> PATHS =
            Set.of("/healthz", "/readyz", "/health", "/health/db", "/api/v1/health", "/metrics");

    private Watchers() {}

    /**
     * Whether a request is theirs. Compared is the path as the router sees it, whole: what only begins like one of these,
     * or reaches something else by way of {@code ..}, is not.
     */
    public static boolean asks(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        String bare = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return PATHS.contains(bare) || bare.startsWith("/webjars/") || bare.startsWith("/docs-assets/");
    }
}
