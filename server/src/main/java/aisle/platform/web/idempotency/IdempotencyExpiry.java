package aisle.platform.web.idempotency;

import aisle.platform.db.Database;
import aisle.platform.jobs.BackgroundLoop;
import aisle.platform.time.Time;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Forgets kept answers whose time is over, a batch at a time, so that the table does not grow for ever. */
@Singleton
class IdempotencyExpiry {
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int BATCH = 1_000;

    private final IdempotencyDao dao = new IdempotencyDao();
    private final Database database;
    private final Time time;
    private final BackgroundLoop loop = new BackgroundLoop("idempotency-expiry", PAUSE, this::removeBatch);

    IdempotencyExpiry(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Whether there may be more. */
    boolean removeBatch() {
        return database.transaction(tx -> dao.removeExpired(tx, time.now(), BATCH)) == BATCH;
    }
}
