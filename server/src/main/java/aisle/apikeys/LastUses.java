package aisle.apikeys;

import aisle.kernel.ApiKeyId;
import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.jobs.BackgroundLoop;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down when keys were last used, beside the requests and not within them: of many uses within a minute the first one,
 * and all keys together in one statement every few seconds. A node that dies forgets those of its last seconds.
 */
@Singleton
class LastUses {
    private static final Duration APART = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int MAX_REMEMBERED = 10_000;

    private final ApiKeyDao dao = new ApiKeyDao();
    private final Database database;
    private final Map<ApiKeyId, Instant> waiting = new ConcurrentHashMap<>();
    private final Cache<ApiKeyId, Instant> noted =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();
    private final BackgroundLoop loop = new BackgroundLoop("api-key-uses", PAUSE, this::write);

    LastUses(Database database) {
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        try {
            write();
        } catch (DatabaseUnavailable e) {
            // Whoever reads when a key was last used bears with some seconds that are missing.
        }
    }

    void note(ApiKeyId id, Instant now) {
        Instant before = noted.getIfPresent(id);
        if (before == null || !now.isBefore(before.plus(APART))) {
            noted.put(id, now);
            waiting.put(id, now);
        }
    }

    /** Never finds anything more to do at once. What cannot be written now is written next time. */
    boolean write() {
        Map<ApiKeyId, Instant> uses = new HashMap<>(waiting);
        if (!uses.isEmpty()) {
            database.transaction(tx -> {
                dao.noteUses(tx, uses);
                return uses;
            });
            uses.forEach(waiting::remove);
        }
        return false;
    }
}
