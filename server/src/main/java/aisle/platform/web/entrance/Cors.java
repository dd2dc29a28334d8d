package aisle.platform.web.entrance;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells browsers which pages of other origins may use this API (the Fetch standard, section 3.3). It refuses nothing: a
 * browser keeps an answer from a page that is not named here, and other clients send no origin. The framework's own
 * filter answers 403 without the error envelope, also to a page of this very server behind a proxy that ends TLS, and
 * does not say that answers vary by origin. Nothing here goes by cookies, so no credentials are allowed.
 */
@Singleton
class Cors {
    private static final String ANY = "*";
    private static final Pattern LOCAL = Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-Match,"
            + " If-None-Match, X-Request-ID, X-Cart-Token, traceparent";
    private static final String ANSWER_HEADERS = "ETag, Location, X-Request-ID, RateLimit, RateLimit-Policy,"
            + " Retry-After, Idempotent-Replayed, X-Cart-Token";

    /** Browsers forget after two hours or earlier anyway. */
    private static final String MAX_AGE_SECONDS =
            String.valueOf(Duration.ofHours(2).toSeconds());

    private final Set<String> origins;
    private final boolean local;

    Cors(AisleConfig config) {
        this.origins = Set.copyOf(config.cors().allowedOrigins().orElse(List.of()));
        this.local = origins.isEmpty() && config.environment() == AppEnvironment.DEVELOPMENT;
    }

    void set(RoutingContext exchange) {
        if (origins.isEmpty() && !local) {
            return;
        }
        MultiMap headers = exchange.response().headers();
        headers.set(HttpHeaders.VARY, headers.get(HttpHeaders.VARY) + ", Origin");
        String origin = exchange.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && allows(origin)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.contains(ANY) ? ANY : origin);
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        }
    }

    private boolean allows(String origin) {
        return origins.contains(origin)
                || origins.contains(ANY)
                || (local && LOCAL.matcher(origin).matches());
    }

    /** Adds what a browser asks before it sends a request of another origin. */
    void setPreflight(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        MultiMap headers = exchange.response().headers();
        if (request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null
                && headers.contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
        }
    }
}
