package aisle.platform.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/** Counts what became of deliveries. Each series is there from the start, or its first failure would be no rise. */
@Singleton
class DeliveryMetrics {
    static final String DELIVERED = "delivered";
    static final String LATE = "late";
    static final String FAILED = "failed";
    static final String PARKED = "parked";

    private final MeterRegistry metrics;

    DeliveryMetrics(MeterRegistry metrics, Instance<Subscriber> subscribers) {
        this.metrics = metrics;
        for (Subscriber subscriber : subscribers) {
            List.of(DELIVERED, LATE, FAILED, PARKED).forEach(outcome -> counter(subscriber.name(), outcome));
        }
    }

    void count(String subscriber, String outcome, int deliveries) {
        if (deliveries > 0) {
            counter(subscriber, outcome).increment(deliveries);
        }
    }

    private Counter counter(String subscriber, String outcome) {
        return Counter.builder("outbox_deliveries")
                .description("Deliveries of events that were tried, by what became of them")
                .tag("subscriber", subscriber)
                .tag("outcome", outcome)
                .register(metrics);
    }
}
