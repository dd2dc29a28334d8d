package aisle.accounts.signin;

import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.platform.security.Principal;
import aisle.platform.security.Sessions;
import aisle.platform.time.Time;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers who is signed in by one statement, and remembers the answer for a moment: a shopper's page makes many requests,
 * and each would otherwise cost a round trip. This node forgets at once what it ends itself; another node learns of it
 * within a second of the sign-out, time to read included.
 */
@Singleton
class LiveSessions implements Sessions {
    private static final Duration MEMORY = Duration.ofMillis(750);
    private static final int MAX_REMEMBERED = 100_000;

    private final SessionDao dao = new SessionDao();
    private final Database database;
    private final Time time;
    private final Cache<SessionId, Optional<Principal>> remembered = Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumSize(MAX_REMEMBERED)
            .build();

    LiveSessions(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /**
     * Loading happens inside the cache, so that {@link #forget} waits for a load that is under way and removes its
     * result, which may be older than the change.
     */
    @Override
    public Optional<Principal> find(SessionId session) {
        return remembered.get(
                session, id -> database.read(handle -> Optional.ofNullable(dao.findPrincipal(handle, id, time.now()))));
    }

    void forget(SessionId session) {
        remembered.invalidate(session);
    }

    @Override
    public void forgetUser(UserId user) {
        remembered
                .asMap()
                .values()
                .removeIf(found -> found.isPresent() && found.get().userId().equals(user));
    }
}
