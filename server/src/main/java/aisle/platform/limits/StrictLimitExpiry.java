package aisle.platform.limits;

import aisle.platform.db.Database;
import aisle.platform.jobs.BackgroundLoop;
import aisle.platform.time.Time;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Removes counts whose span is over, a batch at a time, so that a flood from many addresses leaves nothing behind. */
@Singleton
class StrictLimitExpiry {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int BATCH = 1_000;

    private final StrictLimitDao dao = new StrictLimitDao();
    private final Database database;
    private final Time time;
    private final BackgroundLoop loop = new BackgroundLoop("strict-limit-expiry", PAUSE, this::removeBatch);

    StrictLimitExpiry(Database database, Time time) {
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
