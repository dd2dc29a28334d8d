package aisle.platform.web;

import aisle.kernel.DomainError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever an operation throws into the one form of errors. The types that are named here are those for which the
 * framework has mappers of its own, which would answer without the envelope.
 */
public class Errors {
    private final Failures failures;
    private final ErrorAnswers answers;

    Errors(Failures failures, ErrorAnswers answers) {
        this.failures = failures;
        this.answers = answers;
    }

    @ServerExceptionMapper({
        DomainError.class,
        ConstraintViolationException.class,
        JsonProcessingException.class,
        JsonMappingException.class,
        MismatchedInputException.class,
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        ForbiddenException.class,
        WebApplicationException.class,
        Throwable.class
    })
    Response answer(Throwable failure, RoutingContext exchange) {
        return answers.response(exchange, failures.of(exchange, failure));
    }
}
