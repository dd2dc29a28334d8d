package aisle.platform.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what became of deliveries. */
@Singleton
class DeliveryMetrics {
    private final MeterRegistry metrics;

    DeliveryMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(String subscriber, String outcome, int deliveries) {
        if (deliveries > 0) {
            Counter.builder("outbox_deliveries")
                    .description("Deliveries of events that were tried, by what became of them")
                    .tag("subscriber", subscriber)
                    .tag("outcome", outcome)
                    .register(metrics)
                    .increment(deliveries);
        }
    }
}
