package aisle.platform.web;

import aisle.kernel.ErrorCode;
import aisle.platform.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/**
 * Gives the error envelope to requests that are refused before an operation is looked for: those without a host, with a
 * path that is none, or for a file that is not served.
 */
@Singleton
class EarlyRefusals {
    private static final int NOT_FOUND = 404;

    private final Json json;
    private final RequestIds requestIds;

    EarlyRefusals(Json json, RequestIds requestIds) {
        this.json = json;
        this.requestIds = requestIds;
    }

    void install(@Observes @Priority(3) Router router) {
        router.route().order(RequestIds.ORDER).failureHandler(this::refuse);
    }

    private void refuse(RoutingContext exchange) {
        int status = exchange.statusCode();
        boolean refused = status >= 400 && status < 500;
        if (!refused || exchange.response().headWritten()) {
            exchange.next();
            return;
        }
        requestIds.ensure(exchange);
        ErrorBody body = status == NOT_FOUND
                ? ErrorBody.of(
                        ErrorCode.NOT_FOUND, "There is nothing at this address.", Map.of(), RequestIds.of(exchange))
                : ErrorBody.of(
                        ErrorCode.MALFORMED_REQUEST,
                        "The request's first line or its headers cannot be read.",
                        Map.of(),
                        RequestIds.of(exchange));
        exchange.response()
                .setStatusCode(body.error().statusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .end(json.write(body));
    }
}
