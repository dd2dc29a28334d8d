package aisle.accounts;

import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.jobs.BackgroundLoop;
import aisle.platform.json.Json;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes users findable by name that were there before names could be searched; a migration has no key to do it. */
@Singleton
class SearchBackfill {
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int BATCH = 200;

    private final UserDao dao;
    private final Database database;
    private final BackgroundLoop loop = new BackgroundLoop("search-backfill", PAUSE, this::fillBatch);

    SearchBackfill(Sealing sealing, Json json, SearchTokens tokens, Database database) {
        this.dao = new UserDao(sealing, json, tokens);
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Whether there may be more. */
    boolean fillBatch() {
        return database.transaction(tx -> dao.fillSearchTokens(tx, BATCH)) == BATCH;
    }
}
