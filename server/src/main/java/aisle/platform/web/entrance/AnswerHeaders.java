package aisle.platform.web.entrance;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The headers of every answer, errors too. They are set right before the answer leaves, and only where an operation has
 * not said better: a page its content policy, a public answer its {@code Cache-Control}.
 */
@Singleton
class AnswerHeaders {
    /** For answers that no browser is to render; OWASP's advice for APIs. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final String PERMISSIONS_POLICY =
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    /** Two years, as browsers expect it of whoever is serious about it. */
    private static final String STRICT_TRANSPORT_SECURITY = "max-age=63072000";

    private static final String FILES = "/docs-assets/";

    /** Below it answers hold tokens: compressed beside a text that somebody else chooses they could be guessed (BREACH). */
    private static final String SECRETS = "/api/v1/auth";

    private static final int WORTH_COMPRESSING = 1024;
    private static final Set<String> COMPRESSIBLE = Set.of(
            "application/json",
            "application/problem+json",
            "application/javascript",
            "text/javascript",
            "text/css",
            "text/csv",
            "text/html",
            "text/plain");

    private final boolean production;

    AnswerHeaders(AisleConfig config) {
        this.production = config.environment() == AppEnvironment.PRODUCTION;
    }

    void set(RoutingContext exchange) {
        exchange.response().headers().set(HttpHeaders.VARY, "Accept, Accept-Encoding");
        exchange.addHeadersEndHandler(complete -> {
            setDefaults(exchange);
            chooseCompression(exchange);
        });
    }

    private void setDefaults(RoutingContext exchange) {
        MultiMap headers = exchange.response().headers();
        setDefault(headers, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
        setDefault(headers, "X-Content-Type-Options", "nosniff");
        setDefault(headers, "X-Frame-Options", "DENY");
        setDefault(headers, "Referrer-Policy", "no-referrer");
        setDefault(headers, "Permissions-Policy", PERMISSIONS_POLICY);
        if (production) {
            setDefault(headers, "Strict-Transport-Security", STRICT_TRANSPORT_SECURITY);
        }
        if (!isBelow(exchange, FILES)) {
            setDefault(headers, HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static void setDefault(MultiMap headers, CharSequence name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }

    /** The server compresses what a client accepts, unless the answer says that it is encoded already. */
    private static void chooseCompression(RoutingContext exchange) {
        MultiMap headers = exchange.response().headers();
        String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !HttpHeaders.IDENTITY.toString().equals(encoding)) {
            return;
        }
        // Of an answer without a body nothing would take that word away again.
        boolean hasBody = !exchange.request().method().equals(HttpMethod.HEAD);
        if (!hasBody || (isWorthCompressing(headers) && !isBelow(exchange, SECRETS))) {
            headers.remove(HttpHeaders.CONTENT_ENCODING);
        } else {
            headers.set(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
    }

    private static boolean isWorthCompressing(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return false;
        }
        int parameters = type.indexOf(';');
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return COMPRESSIBLE.contains(
                        parameters < 0 ? type : type.substring(0, parameters).strip())
                && (length == null || Long.parseLong(length) >= WORTH_COMPRESSING);
    }

    private static boolean isBelow(RoutingContext exchange, String start) {
        String path = exchange.request().path();
        return path != null && path.startsWith(start);
    }
}
