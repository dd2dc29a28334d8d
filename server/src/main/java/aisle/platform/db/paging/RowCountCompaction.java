package aisle.platform.db.paging;

import aisle.platform.db.Database;
import aisle.platform.jobs.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps the numbers of rows quick to read while many are written. */
@Singleton
class RowCountCompaction {
    private static final Duration PAUSE = Duration.ofSeconds(15);
    private static final int WORTH_IT = 100;

    private final Database database;
    private final BackgroundLoop loop = new BackgroundLoop("row-count-compaction", PAUSE, this::compact);

    RowCountCompaction(Database database) {
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Leaves nothing to do at once. */
    private boolean compact() {
        database.transaction(tx -> {
            RowCounts.compact(tx.handle(), WORTH_IT);
            return null;
        });
        return false;
    }
}
