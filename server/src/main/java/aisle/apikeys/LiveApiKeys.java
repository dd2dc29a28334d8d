package aisle.apikeys;

import aisle.apikeys.ApiKeyDao.Kept;
import aisle.kernel.ApiKeyId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.Database;
import aisle.platform.security.ApiKeySecret;
import aisle.platform.security.Machine;
import aisle.platform.security.Machines;
import aisle.platform.time.Time;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers which machine shows a key by one statement, and remembers the answer for a moment, since machines ask often. This
 * node forgets at once what it changes itself; another node learns of it within a second, time to read included.
 */
@Singleton
class LiveApiKeys implements Machines {
    private static final Duration MEMORY = Duration.ofMillis(750);
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);
    private static final int MAX_REMEMBERED = 10_000;

    private final ApiKeyDao dao = new ApiKeyDao();
    private final Database database;
    private final LastUses uses;
    private final Time time;

    /** By id and not by what was shown: whoever tries secrets for an id asks the database once in that time. */
    private final Cache<ApiKeyId, Optional<Kept>> remembered = Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumSize(MAX_REMEMBERED)
            .build();

    /** Keys that were good when they were last used: by these requests are counted, and nothing else. */
    private final Cache<ApiKeyId, Kept> known = Caffeine.newBuilder()
            .expireAfterAccess(KNOWN_FOR)
            .maximumSize(MAX_REMEMBERED)
            .build();

    LiveApiKeys(Database database, LastUses uses, Time time) {
        this.database = database;
        this.uses = uses;
        this.time = time;
    }

    /**
     * Loading happens inside the cache, so that {@link #forget} waits for a load that is under way and removes its
     * result, which may be older than the change.
     */
    @Override
    public Machine find(ApiKeySecret key) {
        Kept kept = remembered
                .get(key.id(), id -> database.read(handle -> Optional.ofNullable(dao.findKept(handle, id))))
                .orElse(null);
        if (kept == null || !key.matches(kept.hash())) {
            throw ApiKeySecret.invalid();
        }
        if (kept.revoked()) {
            known.invalidate(key.id());
            throw DomainError.of(ErrorCode.TOKEN_REVOKED, "This API key was revoked.");
        }
        if (!time.now().isBefore(kept.expiresAt())) {
            known.invalidate(key.id());
            throw DomainError.of(ErrorCode.TOKEN_EXPIRED, "This API key has expired.");
        }
        known.put(key.id(), kept);
        uses.note(key.id(), time.now());
        return kept.machine();
    }

    @Override
    public @Nullable Machine lastKnown(ApiKeySecret key) {
        Kept kept = known.getIfPresent(key.id());
        return kept != null && key.matches(kept.hash()) ? kept.machine() : null;
    }

    void forget(ApiKeyId id) {
        remembered.invalidate(id);
        known.invalidate(id);
    }
}
