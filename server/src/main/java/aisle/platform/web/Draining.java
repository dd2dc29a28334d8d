package aisle.platform.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The end of serving. Requests in flight are finished, and each answer tells its client to come back on another
 * connection; those that come once nothing is in flight find their connection closed, as if nobody listened any more.
 */
@Singleton
public class Draining {
    /** Before every other filter. */
    private static final int PRIORITY = 10_000;

    /** How long clients that ask without a pause are still answered. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean closing;
    private volatile boolean closed;

    void install(@Observes Filters filters) {
        filters.register(this::count, PRIORITY);
    }

    private void count(RoutingContext exchange) {
        if (closed) {
            exchange.request().connection().close();
            return;
        }
        inFlight.incrementAndGet();
        RequestEnd.of(exchange, answered -> inFlight.decrementAndGet());
        if (closing) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        exchange.next();
    }

    /** Returns when no request is in flight any more, or after half a minute. */
    public void drain() {
        closing = true;
        awaitIdle(CLOSING);
        closed = true;
        awaitIdle(PATIENCE);
    }

    private void awaitIdle(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            do {
                Thread.sleep(LOOK);
            } while (inFlight.get() > 0 && System.nanoTime() < deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
