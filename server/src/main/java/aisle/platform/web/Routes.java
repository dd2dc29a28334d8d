package aisle.platform.web;

import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;

/** The template that a request's path matched, such as {@code /api/v1/stores/{id}}: a bounded set, unlike paths. */
public final class Routes {
    static final String UNMATCHED = "unmatched";

    /** Where Quarkus REST leaves the template of the matched resource method when metrics are on. */
    private static final String TEMPLATE = "UrlPathTemplate";

    static final String METRICS = "/metrics";

    private Routes() {}

    static String of(RoutingContext exchange) {
        if (exchange.request() instanceof HttpServerRequestInternal request
                && request.context().getLocal(TEMPLATE) instanceof String template) {
            return template;
        }
        return METRICS.equals(exchange.request().path()) ? METRICS : UNMATCHED;
    }

    /** The one name of a path that may be written with a slash at its end. */
    public static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
