package aisle.accounts;

import aisle.kernel.Role;
import aisle.kernel.SessionId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.security.Principal;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of sign-in sessions and their refresh tokens. */
final class SessionDao {
    /** A refresh token that was found by its hash. */
    record Generation(SessionId session, int number) {}

    /** The user of a session that is alive: not ended, not over, its user active and as it was at the sign-in. */
    @Nullable
    Principal findPrincipal(Handle handle, SessionId session, Instant now) {
        return handle.createQuery("""
                        SELECT u.id, u.role,
                               ARRAY(SELECT m.store_id FROM store_membership m WHERE m.user_id = u.id) AS store_ids
                        FROM session s JOIN app_user u ON u.id = s.user_id
                        WHERE s.id = :session AND s.revoked_at IS NULL AND s.expires_at > :now
                          AND u.active AND u.auth_version = s.auth_version
                        """)
                .bind("session", session)
                .bind("now", now)
                .map((row, context) -> new Principal(
                        Columns.id(row, "id", UserId::new),
                        session,
                        Columns.constant(row, "role", Role.class),
                        Set.copyOf(Columns.ids(row, "store_ids", StoreId::new))))
                .findOne()
                .orElse(null);
    }

    /** False when the user is not active, or not as it was when its password was compared. */
    boolean insert(Tx tx, SessionId id, UserId user, int authVersion, Instant now, Instant expiresAt) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO session (id, user_id, auth_version, created_at, expires_at)
                                SELECT :id, u.id, u.auth_version, :now, :expiresAt
                                FROM app_user u
                                WHERE u.id = :user AND u.active AND u.auth_version = :authVersion
                                """)
                        .bind("id", id)
                        .bind("user", user)
                        .bind("authVersion", authVersion)
                        .bind("now", now)
                        .bind("expiresAt", expiresAt)
                        .execute()
                == 1;
    }

    void extend(Tx tx, SessionId id, Instant expiresAt) {
        tx.handle()
                .createUpdate("UPDATE session SET expires_at = :expiresAt WHERE id = :id")
                .bind("id", id)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /** False when it had been ended before. */
    boolean revoke(Tx tx, SessionId id, Instant now) {
        return tx.handle()
                        .createUpdate("UPDATE session SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                        .bind("id", id)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    void insertRefreshToken(Tx tx, SessionId session, int generation, byte[] hash, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO refresh_token (session_id, generation, token_hash, created_at)
                        VALUES (:session, :generation, :hash, :now)
                        """)
                .bind("session", session)
                .bind("generation", generation)
                .bind("hash", hash)
                .bind("now", now)
                .execute();
    }

    /** Takes a token that was never used; of two that try at once, one gets it. */
    @Nullable
    Generation useRefreshToken(Tx tx, byte[] hash, Instant now) {
        return tx.handle()
                .createQuery("""
                        UPDATE refresh_token SET used_at = :now WHERE token_hash = :hash AND used_at IS NULL
                        RETURNING session_id, generation
                        """)
                .bind("hash", hash)
                .bind("now", now)
                .map((row, context) ->
                        new Generation(Columns.id(row, "session_id", SessionId::new), row.getInt("generation")))
                .findOne()
                .orElse(null);
    }

    /** The session of a token, used or not. */
    @Nullable
    SessionId findSessionOf(Tx tx, byte[] hash) {
        return tx.handle()
                .createQuery("SELECT session_id FROM refresh_token WHERE token_hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> Columns.id(row, "session_id", SessionId::new))
                .findOne()
                .orElse(null);
    }
}
