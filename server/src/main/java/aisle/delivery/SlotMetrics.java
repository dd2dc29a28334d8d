package aisle.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Counts what was done with slots, once it is certain. */
@Startup // what it counts is shown from the start
@Singleton
class SlotMetrics {
    final Counter generated;
    final Counter held;
    final Counter booked;

    SlotMetrics(MeterRegistry metrics) {
        generated = Counter.builder("slots_generated")
                .description("Slots that templates made")
                .register(metrics);
        held = Counter.builder("slot_places_held")
                .description("Places in slots that carts took for a while")
                .register(metrics);
        booked = Counter.builder("slot_places_booked")
                .description("Places in slots that orders took")
                .register(metrics);
    }
}
