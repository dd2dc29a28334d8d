package aisle.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Subscribers of the test's own, to whom the server's relay brings nothing, with a clock that the test moves. */
@AisleTest
class DelivererTest {
    private static final Instant START = Instant.parse("2020-03-01T12:00:00Z");
    private static final String TYPE = "deliverer-test.v1";

    @Inject
    Database database;

    @Inject
    Json json;

    @Inject
    Retries retries;

    @Inject
    DeliveryMetrics metrics;

    @Inject
    Books books;

    private final String name = "test-" + UUID.randomUUID();
    private final Time time = new Time();

    private record TestSubscriber(String name, boolean newestOnly, BiConsumer<Tx, Event> work) implements Subscriber {
        @Override
        public boolean wants(String eventType) {
            return eventType.equals(TYPE);
        }

        @Override
        public void handle(Tx tx, Event event) {
            work.accept(tx, event);
        }
    }

    private Deliverer relay(BiConsumer<Tx, Event> work) {
        return relay(false, work);
    }

    private Deliverer relay(boolean newestOnly, BiConsumer<Tx, Event> work) {
        time.use(() -> START);
        return new Deliverer(new TestSubscriber(name, newestOnly, work), database, json, time, retries, metrics);
    }

    private UUID publish(String aggregate, long version) {
        UUID id = UUID.randomUUID();
        Event event = new Event(id, TYPE, "test", aggregate, version, Map.of(), "test", START);
        database.transaction(tx -> {
            new OutboxDao(json).insert(tx, List.of(event), List.of(name));
            return true;
        });
        return id;
    }

    private void publishMany(int events) {
        for (int i = 0; i < events; i++) {
            publish(UUID.randomUUID().toString(), 1);
        }
    }

    /** An effect that shows when it happens twice. */
    private void leaveTrace(Tx tx, Event event) {
        tx.handle()
                .createUpdate("INSERT INTO setting (key, value, updated_at) VALUES (:key, '1', :now)")
                .bind("key", name + "/" + event.id() + "/" + UUID.randomUUID())
                .bind("now", START)
                .execute();
    }

    private long traces() {
        return books.count("SELECT count(*) FROM setting WHERE key LIKE ? || '/%'", name);
    }

    private long deliveries(String condition) {
        return books.count("SELECT count(*) FROM outbox_delivery WHERE subscriber = ? AND " + condition, name);
    }

    private Page<Delivery> waiting(Delivery.State state) {
        Delivery.Filter filter = new Delivery.Filter(state, name, null);
        return database.read(handle -> new DeliveryDao().list(handle, filter, PageRequest.of(100, 0)));
    }

    @Test
    void oneThatFailsTakesNoNeighbourWithIt() {
        publishMany(9);
        UUID bad = publish("bad", 1);
        publishMany(10);
        Deliverer relay = relay((tx, event) -> {
            leaveTrace(tx, event);
            if (event.id().equals(bad)) {
                tx.handle().execute("SELECT 'ada@example.com'::uuid");
            }
        });

        assertTrue(relay.deliverSome());
        assertFalse(relay.deliverSome());

        assertEquals(19, traces());
        assertEquals(19, deliveries("delivered_at IS NOT NULL"));
        Delivery waiting = waiting(Delivery.State.PENDING).items().getFirst();
        assertEquals(bad, waiting.eventId());
        assertEquals(1, waiting.attempts());
        assertEquals("PSQLException 22P02: ERROR: invalid input syntax for type uuid: …", waiting.lastError());
    }

    @Test
    void ofTwoRelaysOneBringsEachEvent() {
        publishMany(120);
        List<Boolean> ended = Crowd.atOnce(4, i -> () -> {
            Deliverer relay = relay(this::leaveTrace);
            while (relay.deliverSome()) {}
            return true;
        });

        assertEquals(4, ended.size());
        assertEquals(120, traces());
        assertEquals(120, deliveries("delivered_at IS NOT NULL AND attempts = 1"));
    }

    @Test
    void aRelayThatDiesBetweenEffectAndMarkDeliversAgainAndTheEffectIsThereOnce() {
        publishMany(5);
        UUID deadly = publish("deadly", 1);
        AtomicInteger deaths = new AtomicInteger();
        Deliverer relay = relay((tx, event) -> {
            leaveTrace(tx, event);
            if (event.id().equals(deadly) && deaths.getAndIncrement() < 2) {
                tx.handle().execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
        });
        for (int round = 0; round < 20 && deliveries("delivered_at IS NULL") > 0; round++) {
            int seconds = round * 2;
            time.use(() -> START.plusSeconds(seconds));
            try {
                relay.deliverSome();
            } catch (DatabaseUnavailable e) {
                // the next round finds another connection
            }
        }

        assertEquals(6, traces());
        assertEquals(6, deliveries("delivered_at IS NOT NULL"));
        assertEquals(3, deaths.get());
    }

    @Test
    void whatFailsTooOftenIsParkedUntilItIsPutBack() {
        UUID event = publish("stuck", 1);
        boolean[] broken = {true};
        Deliverer relay = relay((tx, one) -> {
            if (broken[0]) {
                throw new IllegalStateException("cannot reach ada@example.com");
            }
            leaveTrace(tx, one);
        });
        Instant now = START;
        for (int attempt = 1; attempt <= 12; attempt++) {
            assertEquals(1, waiting(Delivery.State.PENDING).items().size());
            Instant moment = now;
            time.use(() -> moment);
            assertTrue(relay.deliverSome(), "attempt " + attempt);
            assertFalse(relay.deliverSome());
            now = now.plus(Duration.ofHours(15));
        }

        assertEquals(0, waiting(Delivery.State.PENDING).items().size());
        Delivery parked = waiting(Delivery.State.PARKED).items().getFirst();
        assertEquals(12, parked.attempts());
        assertEquals("IllegalStateException: cannot reach …", parked.lastError());
        Instant muchLater = now.plus(Duration.ofDays(30));
        time.use(() -> muchLater);
        assertFalse(relay.deliverSome());

        broken[0] = false;
        Deliveries deliveries = new Deliveries(time);
        assertEquals(
                0, database.transaction(tx -> deliveries.retry(tx, event, name)).attempts());
        assertTrue(relay.deliverSome());
        assertEquals(1, traces());
    }

    @Test
    void whoKeepsAStateGetsNoOlderEventAfterANewerOne() {
        StringBuilder versions = new StringBuilder();
        Deliverer relay = relay(true, (tx, event) -> versions.append(event.aggregateVersion()));
        publish("one", 3);
        relay.deliverSome();
        publish("one", 2);
        publish("one", 5);
        publish("one", 4);
        relay.deliverSome();
        publish("one", 5);
        relay.deliverSome();

        assertEquals("345", versions.toString());
        assertEquals(5, deliveries("delivered_at IS NOT NULL"));
    }

    @Test
    void theNewestStateWinsWithManyRelays() {
        for (long version = 1; version <= 20; version++) {
            for (int aggregate = 0; aggregate < 5; aggregate++) {
                publish("a" + aggregate, version);
            }
        }
        Crowd.atOnce(4, i -> () -> {
            Deliverer relay = relay(
                    true,
                    (tx, event) -> tx.handle()
                            .createUpdate("""
                            INSERT INTO setting (key, value, updated_at) VALUES (:key, to_jsonb(:version), :now)
                            ON CONFLICT (key) DO UPDATE SET value = excluded.value
                            """)
                            .bind("key", name + "/" + event.aggregateId())
                            .bind("version", event.aggregateVersion())
                            .bind("now", START)
                            .execute());
            while (relay.deliverSome()) {}
            return true;
        });
        time.use(() -> START.plusSeconds(60));
        Deliverer rest =
                new Deliverer(new TestSubscriber(name, true, this::leaveTrace), database, json, time, retries, metrics);
        while (rest.deliverSome()) {}

        assertEquals(0, deliveries("delivered_at IS NULL"));
        assertEquals(
                5, books.count("SELECT count(*) FROM outbox_progress WHERE subscriber = ? AND version = 20", name));
    }

    @Test
    void eventsOfASubscriberThatIsGoneAreParkedAndDoneOnesForgotten() {
        UUID orphan = publish("orphan", 1);
        UUID done = publish("done", 1);
        OutboxUpkeepDao upkeep = new OutboxUpkeepDao();
        List<String> others =
                books.names("SELECT DISTINCT subscriber FROM outbox_delivery WHERE subscriber <> ?", name);
        int early = database.transaction(tx -> upkeep.parkOrphans(tx, others, START, START, 10));
        assertEquals(0, early);
        books.change("UPDATE outbox_delivery SET delivered_at = ? WHERE event_id = ?", START, done);

        int inTime = database.transaction(tx -> upkeep.parkOrphans(tx, others, START, START.plusMillis(1), 10));
        assertEquals(1, inTime);
        Delivery parked = waiting(Delivery.State.PARKED).items().getFirst();
        assertEquals(orphan, parked.eventId());
        assertEquals("no subscriber has this name", parked.lastError());

        Instant later = START.plus(Duration.ofDays(8));
        database.transaction(tx -> upkeep.removeDelivered(tx, START, 1000));
        assertEquals(1, books.count("SELECT count(*) FROM outbox WHERE id = ?", done));
        database.transaction(tx -> upkeep.removeDelivered(tx, later, 1000));
        assertEquals(0, books.count("SELECT count(*) FROM outbox WHERE id = ?", done));
        assertEquals(1, books.count("SELECT count(*) FROM outbox WHERE id = ?", orphan));
    }

    @Test
    void pausesGrowAndDifferALittle() {
        long seconds = 1;
        for (int attempt = 1; attempt <= 10; attempt++) {
            Duration pause = retries.pauseAfter(attempt);
            assertTrue(pause.toMillis() >= seconds * 800 && pause.toMillis() <= seconds * 1200, "attempt " + attempt);
            seconds *= 3;
        }
        assertTrue(retries.pauseAfter(50).compareTo(Duration.ofHours(15)) < 0);
        assertFalse(retries.isExhausted(11));
        assertTrue(retries.isExhausted(12));
    }
}
