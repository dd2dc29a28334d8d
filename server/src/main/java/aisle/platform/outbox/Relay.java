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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Brings committed events to their subscribers. Any number of nodes may run one: a delivery that one works on is skipped
 * by the others. A subscriber that throws is tried again after 1, 2, 4 … seconds, at most an hour apart, for ever.
 */
@Singleton
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final OutboxDao dao;
    private final Time time;
    private final Map<String, Subscriber> subscribers = new HashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop("outbox-relay", POLL, this::deliverNext);

    Relay(Database database, Json json, Time time, Instance<Subscriber> subscribers) {
        this.database = database;
        this.dao = new OutboxDao(json);
        this.time = time;
        subscribers.forEach(subscriber -> this.subscribers.put(subscriber.name(), subscriber));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Delivers one event to one subscriber; false when none is due. */
    boolean deliverNext() {
        OutboxDao.Due[] taken = new OutboxDao.Due[1];
        try {
            return database.transaction(tx -> {
                Instant now = time.now();
                OutboxDao.Due due = dao.lockNextDue(tx, now);
                if (due == null) {
                    return false;
                }
                taken[0] = due;
                Subscriber subscriber = subscribers.get(due.subscriber());
                if (subscriber == null) {
                    throw new IllegalStateException("no subscriber named " + due.subscriber());
                }
                subscriber.handle(tx, due.event());
                dao.markDelivered(tx, due, now);
                return true;
            });
        } catch (RuntimeException | Error e) {
            if (taken[0] == null) {
                throw e;
            }
            postpone(taken[0], e);
            return true;
        }
    }

    /**
     * Lets the others pass, also when the delivery failed for the database's sake: only its own statements may have
     * taken too long. A database that is away refuses this too, and then nothing is postponed.
     */
    private void postpone(OutboxDao.Due due, Throwable error) {
        Duration pause = Duration.ofSeconds(1L << Math.min(due.attempts(), 12));
        Instant next = time.now().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        database.transaction(tx -> {
            dao.postpone(tx, due.event().id(), due.subscriber(), next, String.valueOf(error.getMessage()));
            return true;
        });
        LOG.errorf(
                error,
                "outbox_delivery_failed event_id=%s type=%s subscriber=%s attempt=%d",
                due.event().id(),
                due.event().type(),
                due.subscriber(),
                due.attempts() + 1);
    }
}
