package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.json.Json;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives the error envelope to requests that are refused before an operation is looked for: those without a host, with a
 * path that is none, for a file that is not served, or with a body that is larger than any upload. The framework would
 * refuse the last ones too, but without a body and without ever calling the request ended.
 */
@Singleton
class EarlyRefusals {
    private static final int NOT_FOUND = 404;
    private static final int PAYLOAD_TOO_LARGE = 413;

    /** So many digits are no number of bytes that anybody has. */
    private static final int LENGTH_DIGITS = 18;

    private final Json json;
    private final RequestIds requestIds;
    private final long maxBody;

    EarlyRefusals(
            Json json,
            RequestIds requestIds,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
        this.json = json;
        this.requestIds = requestIds;
        this.maxBody = maxBody.asLongValue();
    }

    void install(@Observes @Priority(3) Router router) {
        router.route().order(RequestIds.ORDER).handler(this::checkLength).failureHandler(this::refuse);
    }

    private void checkLength(RoutingContext exchange) {
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > LENGTH_DIGITS || Long.parseLong(length) > maxBody)) {
            // What follows on this connection is the body, and nobody reads it.
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            exchange.addEndHandler(ended -> exchange.request().connection().close());
            exchange.fail(PAYLOAD_TOO_LARGE);
        } else {
            exchange.next();
        }
    }

    private void refuse(RoutingContext exchange) {
        int status = exchange.statusCode();
        DomainError refusal = exchange.failure() instanceof DomainError error ? error : null;
        boolean refused = refusal != null || (status >= 400 && status < 500);
        if (!refused || exchange.response().headWritten()) {
            exchange.next();
            return;
        }
        requestIds.ensure(exchange);
        ErrorBody body = refusal == null ? body(exchange, status) : body(exchange, refusal);
        exchange.response()
                .setStatusCode(body.error().statusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .end(json.write(body));
    }

    /** A refusal of a filter, before any operation is looked for. */
    private static ErrorBody body(RoutingContext exchange, DomainError refusal) {
        Object retryAfter = Errors.retryAfter(refusal.code(), refusal.details());
        if (retryAfter != null) {
            exchange.response().putHeader(HttpHeaders.RETRY_AFTER, retryAfter.toString());
        }
        return ErrorBody.of(
                refusal.code(), String.valueOf(refusal.getMessage()), refusal.details(), RequestIds.of(exchange));
    }

    private static ErrorBody body(RoutingContext exchange, int status) {
        return switch (status) {
            case NOT_FOUND -> body(exchange, ErrorCode.NOT_FOUND, "There is nothing at this address.");
            case PAYLOAD_TOO_LARGE -> body(exchange, ErrorCode.PAYLOAD_TOO_LARGE, "The request body is too large.");
            default ->
                body(exchange, ErrorCode.MALFORMED_REQUEST, "The request's first line or its headers cannot be read.");
        };
    }

    private static ErrorBody body(RoutingContext exchange, ErrorCode code, String message) {
        return ErrorBody.of(code, message, Map.of(), RequestIds.of(exchange));
    }
}
