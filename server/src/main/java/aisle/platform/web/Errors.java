package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.limits.StrictLimits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever stops a request into the one error envelope. Expected refusals are {@link DomainError}s; what is left
 * over is a bug, which answers 500 with nothing but the request id, or an outage, which answers 503.
 */
public class Errors {
    private static final int RETRY_AFTER_SECONDS = 2;

    private static final String FORM_READER = "org.jboss.resteasy.reactive.server.core.multipart.";
    private static final String FORM_ENDS_EARLY = "Connection terminated parsing multipart request";

    private final RequestLog log;

    Errors(RequestLog log) {
        this.log = log;
    }

    @ServerExceptionMapper
    Response refused(DomainError error, RoutingContext exchange) {
        return answer(exchange, error.code(), String.valueOf(error.getMessage()), error.details());
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException error, RoutingContext exchange) {
        return refused(FieldErrors.of(error), exchange);
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException error, RoutingContext exchange) {
        return refused(FieldErrors.of(error), exchange);
    }

    @ServerExceptionMapper
    Response unreadable(JsonMappingException error, RoutingContext exchange) {
        return refused(FieldErrors.of(error), exchange);
    }

    /** The framework has a mapper of its own for this type, which would answer without the envelope. */
    @ServerExceptionMapper
    Response unreadable(MismatchedInputException error, RoutingContext exchange) {
        return refused(FieldErrors.of(error), exchange);
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException error, RoutingContext exchange) {
        return answer(exchange, ErrorCode.UNAUTHENTICATED, "Sign in first: send a bearer token.", Map.of());
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException error, RoutingContext exchange) {
        return error.getCause() instanceof DomainError refusal
                ? refused(refusal, exchange)
                : answer(exchange, ErrorCode.TOKEN_INVALID, "This token is not valid.", Map.of());
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException error, RoutingContext exchange) {
        return answer(exchange, ErrorCode.FORBIDDEN, "Your role does not allow this.", Map.of());
    }

    @ServerExceptionMapper
    Response unavailable(DatabaseUnavailable error, RoutingContext exchange) {
        log.outage(exchange, error);
        return error.isBusy()
                ? answer(exchange, ErrorCode.SERVER_BUSY, "Too much is going on right now. Try again.", Map.of())
                : answer(
                        exchange,
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "The shop is away for a moment. Try again.",
                        Map.of());
    }

    /** What the HTTP layer itself refuses, and what a converter threw while it read a parameter or a body. */
    @ServerExceptionMapper
    Response http(WebApplicationException error, RoutingContext exchange) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof DomainError refusal) {
                return refused(refusal, exchange);
            }
            if (cause instanceof JsonProcessingException json) {
                return unreadable(json, exchange);
            }
        }
        int status = error.getResponse().getStatus();
        return switch (status) {
            case 404 -> answer(exchange, ErrorCode.NOT_FOUND, "There is nothing at this address.", Map.of());
            case 405 ->
                answer(
                        exchange,
                        ErrorCode.METHOD_NOT_ALLOWED,
                        exchange.request().method() + " is not possible here.",
                        Map.of());
            case 406 -> answer(exchange, ErrorCode.NOT_ACCEPTABLE, "This comes as application/json.", Map.of());
            case 413 -> answer(exchange, ErrorCode.PAYLOAD_TOO_LARGE, "The request body is too large.", Map.of());
            case 415 ->
                answer(exchange, ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.", Map.of());
            default ->
                status >= 400 && status < 500
                        ? answer(exchange, ErrorCode.MALFORMED_REQUEST, "The request cannot be read.", Map.of())
                        : bug(error, exchange);
        };
    }

    @ServerExceptionMapper
    Response unreadable(CharacterCodingException error, RoutingContext exchange) {
        return answer(exchange, ErrorCode.MALFORMED_REQUEST, "The body is not valid UTF-8.", Map.of());
    }

    @ServerExceptionMapper
    Response bug(Throwable error, RoutingContext exchange) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DomainError refusal) {
                return refused(refusal, exchange);
            }
            if (cause instanceof DatabaseUnavailable outage) {
                return unavailable(outage, exchange);
            }
            if (cause instanceof CharacterCodingException coding) {
                return unreadable(coding, exchange);
            }
            if (cause instanceof HttpClosedException) {
                // Nobody is there to read an answer, and it was no fault of ours.
                return answer(exchange, ErrorCode.MALFORMED_REQUEST, "The request ended early.", Map.of());
            }
        }
        if (isUnreadableForm(error)) {
            return answer(
                    exchange, ErrorCode.MALFORMED_REQUEST, "The body is not valid multipart/form-data.", Map.of());
        }
        log.exception(exchange, error);
        return answer(
                exchange,
                ErrorCode.INTERNAL_ERROR,
                "Something went wrong on our side. Quote the request id when you ask for help.",
                Map.of());
    }

    /**
     * The framework's reader of forms throws whatever it stumbles over in a malformed one: a string index, an encoding, a
     * limit. What tells it from a bug is where it was thrown. A failure to write a part to disk is no fault of the form.
     */
    private static boolean isUnreadableForm(Throwable error) {
        if (error instanceof IOException && !FORM_ENDS_EARLY.equals(error.getMessage())) {
            return false;
        }
        for (StackTraceElement frame : error.getStackTrace()) {
            if (frame.getClassName().startsWith("aisle.")) {
                return false;
            }
            if (frame.getClassName().startsWith(FORM_READER)) {
                return true;
            }
        }
        return false;
    }

    /** Seconds after which a refused request may do better, or null when waiting does not help. */
    static @Nullable Object retryAfter(ErrorCode code, Map<String, Object> details) {
        return code.status() == 503 || code == ErrorCode.IDEMPOTENCY_IN_PROGRESS
                ? Integer.valueOf(RETRY_AFTER_SECONDS)
                : details.get(StrictLimits.RETRY_AFTER_SECONDS);
    }

    private static Response answer(
            RoutingContext exchange, ErrorCode code, String message, Map<String, Object> details) {
        Response.ResponseBuilder response = Response.status(code.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorBody.of(code, message, details, RequestIds.of(exchange)));
        if (code.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        Object retryAfter = retryAfter(code, details);
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.build();
    }
}
