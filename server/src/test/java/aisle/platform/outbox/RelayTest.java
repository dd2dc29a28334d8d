package aisle.platform.outbox;

import aisle.kernel.Actor;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A subscriber that cannot do its work holds up nobody else. */
@AisleTest
class RelayTest {
    @Inject
    Outbox outbox;

    @Inject
    Database database;

    @Inject
    Books books;

    @Inject
    SlowSubscriber subscriber;

    /** Runs into the limit on statements for as long as it is slow. */
    @Singleton
    static class SlowSubscriber implements Subscriber {
        private volatile boolean slow = true;

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public boolean wants(String eventType) {
            return eventType.startsWith("relay-test.");
        }

        @Override
        public void handle(Tx tx, Event event) {
            if (slow && event.type().equals("relay-test.slow.v1")) {
                tx.handle().execute("SET LOCAL statement_timeout = '50ms'");
                tx.handle().execute("SELECT pg_sleep(5)");
            }
        }
    }

    @Test
    void aDeliveryThatTimesOutEveryTimeLetsTheOthersPass() {
        String stuck = publish("relay-test.slow.v1");
        String next = publish("relay-test.quick.v1");
        try {
            Waiting.until("the next event is delivered", () -> delivered(next));
        } finally {
            subscriber.slow = false;
        }
        Waiting.until("what was stuck is delivered at last", () -> delivered(stuck));
    }

    private String publish(String type) {
        String id = UUID.randomUUID().toString();
        Actor actor = new Actor(null, null, Set.of(), "relay-test", null);
        database.transaction(tx -> {
            outbox.publish(tx, actor, type, "test", id, 1, Map.of());
            return true;
        });
        return id;
    }

    private boolean delivered(String aggregate) {
        return books.count("""
                SELECT count(*) FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id
                WHERE o.aggregate_id = ? AND d.delivered_at IS NOT NULL
                """, aggregate) == 1;
    }
}
