package aisle.platform.web.entrance;

import aisle.kernel.DomainError;
import aisle.platform.web.Accepts;
import aisle.platform.web.ClientAddress;
import aisle.platform.web.ErrorAnswers;
import aisle.platform.web.Failures;
import aisle.platform.web.PathMethods;
import aisle.platform.web.RequestIds;
import aisle.platform.web.RequestLog;
import aisle.platform.web.Traces;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first to see a request and the last to see what became of it, so that every answer has the same headers, every
 * error the same form, and every request its line in the log: also where the framework would answer by itself.
 */
@Singleton
class Entrance {
    /** Routes run in this order; among those of one order the one that was installed first comes first. */
    private static final int FIRST = Integer.MIN_VALUE;

    private static final String ENTERED = "aisle.entered";
    private static final Set<HttpMethod> ORDINARY = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final ClientAddress clientAddress;
    private final RequestIds requestIds;
    private final Traces traces;
    private final RequestLog log;
    private final AnswerHeaders headers;
    private final Cors cors;
    private final Bodies bodies;
    private final PathMethods methods;
    private final Failures failures;
    private final ErrorAnswers answers;

    Entrance(
            ClientAddress clientAddress,
            RequestIds requestIds,
            Traces traces,
            RequestLog log,
            AnswerHeaders headers,
            Cors cors,
            Bodies bodies,
            PathMethods methods,
            Failures failures,
            ErrorAnswers answers) {
        this.clientAddress = clientAddress;
        this.requestIds = requestIds;
        this.traces = traces;
        this.log = log;
        this.headers = headers;
        this.cors = cors;
        this.bodies = bodies;
        this.methods = methods;
        this.failures = failures;
        this.answers = answers;
    }

    void install(@Observes @Priority(1) Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(this::fail);
    }

    private void enter(RoutingContext exchange) {
        greet(exchange);
        try {
            RequestLines.check(exchange);
            bodies.check(exchange);
            String place = FamiliarPaths.placeOf(exchange.normalizedPath());
            if (place != null) {
                pointTo(exchange, place);
            } else if (ORDINARY.contains(exchange.request().method())) {
                exchange.next();
            } else {
                answerAboutPath(exchange);
            }
        } catch (DomainError refusal) {
            answers.send(exchange, refusal);
        }
    }

    /** A request that the framework finds unfit comes to {@link #fail} alone. */
    private void greet(RoutingContext exchange) {
        if (exchange.get(ENTERED) != null) {
            return;
        }
        exchange.put(ENTERED, true);
        clientAddress.assign(exchange);
        requestIds.assign(exchange);
        traces.assign(exchange);
        headers.set(exchange);
        cors.set(exchange);
        log.observe(exchange);
        Accepts.alsoJson(exchange.request());
    }

    /** For good, and with the same method and body. */
    private static void pointTo(RoutingContext exchange, String place) {
        String query = exchange.request().query();
        exchange.response()
                .setStatusCode(308)
                .putHeader(HttpHeaders.LOCATION, query == null ? place : place + "?" + query)
                .end();
    }

    /** {@code OPTIONS}, and methods that no path has. */
    private void answerAboutPath(RoutingContext exchange) {
        Set<String> allowed = methods.of(exchange.normalizedPath());
        if (allowed.isEmpty()) {
            throw failures.ofStatus(exchange, 404);
        }
        if (!exchange.request().method().equals(HttpMethod.OPTIONS)) {
            throw failures.ofStatus(exchange, 405);
        }
        cors.setPreflight(exchange);
        exchange.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.ALLOW, String.join(", ", allowed))
                .end();
    }

    private void fail(RoutingContext exchange) {
        greet(exchange);
        Throwable failure = exchange.failure();
        if (exchange.response().headWritten()) {
            // The answer has begun, so that the client can only be told by its end; unless it left by itself.
            if (failure != null && !exchange.response().closed()) {
                log.exception(exchange, failure);
            }
            exchange.request().connection().close();
            return;
        }
        try {
            RequestLines.check(exchange);
            answers.send(exchange, error(exchange, exchange.statusCode(), failure));
        } catch (DomainError unreadable) {
            answers.send(exchange, unreadable);
        }
    }

    private DomainError error(RoutingContext exchange, int status, @Nullable Throwable failure) {
        if (failure instanceof DomainError refusal) {
            return refusal;
        }
        if (status == 400) {
            return RequestLines.UNREADABLE;
        }
        boolean refused = status > 400 && status < 500;
        return failure == null || refused ? failures.ofStatus(exchange, status) : failures.of(exchange, failure);
    }
}
