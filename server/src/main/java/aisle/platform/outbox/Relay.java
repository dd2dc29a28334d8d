package aisle.platform.outbox;

import aisle.platform.db.Database;
import aisle.platform.jobs.BackgroundLoop;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Brings committed events to their subscribers, each on a thread of its own, so that one that is slow or stuck holds up
 * no other. Any number of nodes may run a relay: a delivery that one works on is skipped by the others.
 */
@Singleton
class Relay {
    private static final Duration POLL = Duration.ofMillis(200);

    private final List<BackgroundLoop> loops;

    Relay(
            Database database,
            Json json,
            Time time,
            Retries retries,
            DeliveryMetrics metrics,
            Instance<Subscriber> subscribers) {
        this.loops = subscribers.stream()
                .map(subscriber -> new BackgroundLoop(
                        "outbox-" + subscriber.name(),
                        POLL,
                        new Deliverer(subscriber, database, json, time, retries, metrics)::deliverSome))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        loops.forEach(BackgroundLoop::start);
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(BackgroundLoop::stop);
    }
}
