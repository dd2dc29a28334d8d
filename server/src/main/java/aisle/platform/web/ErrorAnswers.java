package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.json.Json;
import aisle.platform.limits.StrictLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes errors, wherever in the server they come up: in the envelope, or as RFC 9457 has it when the client accepts
 * {@code application/problem+json}.
 */
@Startup // what it counts is shown from the start
@Singleton
public class ErrorAnswers {
    private static final String RETRY_AFTER_SECONDS = "2";

    private final Json json;
    private final PathMethods methods;
    private final Map<ErrorCode, Counter> answered = new EnumMap<>(ErrorCode.class);

    ErrorAnswers(Json json, PathMethods methods, MeterRegistry metrics) {
        this.json = json;
        this.methods = methods;
        for (ErrorCode code : ErrorCode.values()) {
            Counter counter = Counter.builder("errors_answered")
                    .description("Errors answered, by their code")
                    .tag("code", code.name())
                    .register(metrics);
            answered.put(code, counter);
        }
    }

    /** An operation's answer. */
    Response response(RoutingContext exchange, DomainError error) {
        count(error.code());
        Response.ResponseBuilder response =
                Response.status(error.code().status()).type(mediaType(exchange)).entity(body(exchange, error));
        headers(exchange, error).forEach(response::header);
        return response.build();
    }

    /** Ends a request that reaches no operation. */
    public void send(RoutingContext exchange, DomainError error) {
        count(error.code());
        HttpServerResponse response =
                exchange.response().setStatusCode(error.code().status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType(exchange));
        headers(exchange, error).forEach(response::putHeader);
        response.end(body(exchange, error));
    }

    private Map<String, String> headers(RoutingContext exchange, DomainError error) {
        ErrorCode code = error.code();
        Map<String, String> headers = new LinkedHashMap<>();
        if (code.status() == 401) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (code == ErrorCode.METHOD_NOT_ALLOWED) {
            headers.put(HttpHeaders.ALLOW, String.join(", ", methods.of(exchange.normalizedPath())));
        }
        Object known = error.details().get(StrictLimits.RETRY_AFTER_SECONDS);
        if (known != null && code != ErrorCode.IDEMPOTENCY_IN_PROGRESS) {
            headers.put(HttpHeaders.RETRY_AFTER, known.toString());
        } else if (code.status() == 503 || code == ErrorCode.IDEMPOTENCY_IN_PROGRESS) {
            headers.put(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return headers;
    }

    /** How often shoppers find nothing left, or a price that changed, shows here and in no log line. */
    private void count(ErrorCode code) {
        Objects.requireNonNull(answered.get(code)).increment();
    }

    private static String mediaType(RoutingContext exchange) {
        return Accepts.problems(exchange) ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON;
    }

    private String body(RoutingContext exchange, DomainError error) {
        String message = String.valueOf(error.getMessage());
        String requestId = RequestIds.of(exchange);
        return json.write(
                Accepts.problems(exchange)
                        ? Problem.of(
                                error.code(),
                                message,
                                error.details(),
                                exchange.request().path(),
                                requestId)
                        : ErrorBody.of(error.code(), message, error.details(), requestId));
    }
}
