package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are worked on at once. Those beyond what the threads can do wait for one, so this number is also the
 * bound on that queue, on what waiting requests hold in memory, and on how long the last one waits. Whoever finds it full
 * is asked to come back at once, which is worth more than an answer that comes when nobody waits for it any more.
 */
@Singleton
class Admission {
    /** Behind the rate limit (250), so that whoever asks too often takes no place, and before authentication (200). */
    private static final int PRIORITY = 240;

    private final int places;
    private final AtomicInteger taken = new AtomicInteger();
    private final Counter refused;

    Admission(AisleConfig config, MeterRegistry metrics) {
        this.places = config.maxInFlight();
        Gauge.builder("requests_in_flight", taken, AtomicInteger::get)
                .description("Requests that are being worked on, or wait for a thread")
                .register(metrics);
        this.refused = Counter.builder("requests_rejected")
                .description("Requests refused because there was no room for them")
                .tag("reason", "in_flight")
                .register(metrics);
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext exchange) {
        if (Watchers.asks(exchange)) {
            exchange.next();
        } else if (taken.incrementAndGet() <= places) {
            RequestEnd.of(exchange, answered -> taken.decrementAndGet());
            exchange.next();
        } else {
            taken.decrementAndGet();
            refused.increment();
            exchange.fail(
                    ErrorCode.SERVER_BUSY.status(),
                    DomainError.of(ErrorCode.SERVER_BUSY, "Too much is going on right now. Try again shortly."));
        }
    }
}
