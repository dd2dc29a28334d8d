package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.DatabaseUnavailable;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the error to answer in whatever stopped a request. Expected refusals are {@link DomainError}s; what is left over
 * is a bug, which answers 500 with nothing but the request id, or an outage, which answers 503. Both are logged here.
 */
@Singleton
public class Failures {
    private static final String FORM_READER = "org.jboss.resteasy.reactive.server.core.multipart.";
    private static final String FORM_ENDS_EARLY = "Connection terminated parsing multipart request";

    private final RequestLog log;
    private final PathMethods methods;

    Failures(RequestLog log, PathMethods methods) {
        this.log = log;
        this.methods = methods;
    }

    /** The error to answer. */
    public DomainError of(RoutingContext exchange, Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            DomainError expected = expected(exchange, cause, depth == 0 || failure instanceof WebApplicationException);
            if (expected != null) {
                return expected;
            }
            depth++;
        }
        if (failure instanceof WebApplicationException error) {
            int status = error.getResponse().getStatus();
            if (status >= 400 && status < 500) {
                return ofStatus(exchange, status);
            }
        }
        if (isUnreadableForm(failure)) {
            return DomainError.of(ErrorCode.MALFORMED_REQUEST, "The body is not valid multipart/form-data.");
        }
        log.exception(exchange, failure);
        return bug();
    }

    /** @param ofRequest whether the request's body is at fault, and not some text of ours that cannot be read */
    private @Nullable DomainError expected(RoutingContext exchange, Throwable cause, boolean ofRequest) {
        return switch (cause) {
            case DomainError refusal -> refusal;
            case ConstraintViolationException invalid when ofRequest -> FieldErrors.of(invalid);
            case JsonProcessingException unreadable when ofRequest -> FieldErrors.of(unreadable);
            case CharacterCodingException unreadable ->
                DomainError.of(ErrorCode.MALFORMED_REQUEST, "The body is not valid UTF-8.");
            case UnauthorizedException anonymous ->
                DomainError.of(ErrorCode.UNAUTHENTICATED, "Sign in first: send a bearer token.");
            case AuthenticationFailedException failed
            when !(failed.getCause() instanceof DomainError) ->
                DomainError.of(ErrorCode.TOKEN_INVALID, "This token is not valid.");
            case ForbiddenException forbidden -> DomainError.of(ErrorCode.FORBIDDEN, "Your role does not allow this.");
            case DatabaseUnavailable outage -> {
                log.outage(exchange, outage);
                yield outage.isBusy()
                        ? DomainError.of(ErrorCode.SERVER_BUSY, "Too much is going on right now. Try again.")
                        : DomainError.of(ErrorCode.DATABASE_UNAVAILABLE, "The shop is away for a moment. Try again.");
            }
            // Nobody is there to read an answer, and it was no fault of ours.
            case HttpClosedException left -> DomainError.of(ErrorCode.MALFORMED_REQUEST, "The request ended early.");
            default -> null;
        };
    }

    /** The error for a status that the framework chose. */
    public DomainError ofStatus(RoutingContext exchange, int status) {
        return switch (status) {
            case 404, 405 -> notFound(exchange);
            case 406 -> DomainError.of(ErrorCode.NOT_ACCEPTABLE, "This comes as application/json.");
            case 413 -> DomainError.of(ErrorCode.PAYLOAD_TOO_LARGE, "The request body is too large.");
            case 415 -> DomainError.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
            default ->
                status >= 400 && status < 500
                        ? DomainError.of(ErrorCode.MALFORMED_REQUEST, "The request cannot be read.")
                        : bug();
        };
    }

    /** The framework may overlook that another resource has the path, with another method. */
    private DomainError notFound(RoutingContext exchange) {
        String method = exchange.request().method().name();
        Set<String> allowed = methods.of(exchange.normalizedPath());
        return allowed.isEmpty() || allowed.contains(method)
                ? DomainError.of(ErrorCode.NOT_FOUND, "There is nothing at this address.")
                : DomainError.of(ErrorCode.METHOD_NOT_ALLOWED, method + " is not possible here.");
    }

    private static DomainError bug() {
        return DomainError.of(
                ErrorCode.INTERNAL_ERROR,
                "Something went wrong on our side. Quote the request id when you ask for help.");
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
}
