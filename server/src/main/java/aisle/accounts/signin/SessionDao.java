package aisle.accounts.signin;

import aisle.kernel.Role;
import aisle.kernel.SessionId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.security.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of sign-in sessions and their refresh tokens. */
final class SessionDao {
    /**
     * A refresh token that was found by its hash.
     *
     * @param usedAt when it was exchanged, or null
     */
    record Generation(
            SessionId session, int number, @Nullable Instant usedAt, boolean successorUsed) {}

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

    /**
     * Opens a session. An erasure of the user that is under way is waited for, and then there is none.
     *
     * @param throttleKey under which attempts to sign in are counted
     * @return false when the user is not active, or not as it was when its password was compared, or when attempts have to
     *     wait
     */
    boolean insert(
            Tx tx, SessionId id, UserId user, int authVersion, byte[] throttleKey, Instant now, Instant expiresAt) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO session (id, user_id, auth_version, created_at, expires_at)
                                SELECT :id, u.id, u.auth_version, :now, :expiresAt
                                FROM app_user u
                                WHERE u.id = :user AND u.active AND u.auth_version = :authVersion
                                  AND NOT EXISTS (SELECT FROM sign_in_throttle t
                                                  WHERE t.key = :throttleKey AND t.blocked_until > :now)
                                FOR KEY SHARE OF u
                                """)
                        .bind("id", id)
                        .bind("user", user)
                        .bind("authVersion", authVersion)
                        .bind("throttleKey", throttleKey)
                        .bind("now", now)
                        .bind("expiresAt", expiresAt)
                        .execute()
                == 1;
    }

    /** Ends all sessions of a user but one, which goes on under a new version; false when that one has ended. */
    boolean keepOnly(Tx tx, UserId user, SessionId kept, int authVersion, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE session SET revoked_at = :now
                        WHERE user_id = :user AND id <> :kept AND revoked_at IS NULL
                        """)
                .bind("user", user)
                .bind("kept", kept)
                .bind("now", now)
                .execute();
        return tx.handle()
                        .createUpdate("""
                                UPDATE session SET auth_version = :authVersion
                                WHERE id = :kept AND user_id = :user AND revoked_at IS NULL
                                """)
                        .bind("user", user)
                        .bind("kept", kept)
                        .bind("authVersion", authVersion)
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

    /** The access tokens of a session that were issued since. */
    List<IssuedToken> tokensOfSession(Tx tx, SessionId session, Instant since) {
        return tx.handle()
                .createQuery("""
                        SELECT session_id, generation, created_at FROM refresh_token
                        WHERE session_id = :session AND created_at > :since
                        """)
                .bind("session", session)
                .bind("since", since)
                .map((row, context) -> issuedToken(row))
                .list();
    }

    /** The access tokens of a user's open sessions that were issued since. */
    List<IssuedToken> tokensOfUser(Tx tx, UserId user, Instant since) {
        return tx.handle()
                .createQuery("""
                        SELECT t.session_id, t.generation, t.created_at
                        FROM session s JOIN refresh_token t ON t.session_id = s.id
                        WHERE s.user_id = :user AND s.revoked_at IS NULL AND t.created_at > :since
                        """)
                .bind("user", user)
                .bind("since", since)
                .map((row, context) -> issuedToken(row))
                .list();
    }

    private static IssuedToken issuedToken(ResultSet row) throws SQLException {
        return new IssuedToken(
                Columns.id(row, "session_id", SessionId::new),
                row.getInt("generation"),
                Columns.instant(row, "created_at"));
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

    /**
     * Finds a refresh token by its hash and keeps everyone else who exchanges one of its session waiting. The lock comes
     * first and the token is read after it, so that what is read is what the last one left.
     */
    @Nullable
    Generation lockRefreshToken(Tx tx, byte[] hash) {
        tx.handle().createQuery("""
                        SELECT id FROM session
                        WHERE id = (SELECT session_id FROM refresh_token WHERE token_hash = :hash)
                        FOR NO KEY UPDATE
                        """).bind("hash", hash).mapTo(UUID.class).findOne();
        return tx.handle()
                .createQuery("""
                        SELECT t.session_id, t.generation, t.used_at, successor.used_at AS successor_used_at
                        FROM refresh_token t
                        LEFT JOIN refresh_token successor
                            ON successor.session_id = t.session_id AND successor.generation = t.generation + 1
                        WHERE t.token_hash = :hash
                        """)
                .bind("hash", hash)
                .map((row, context) -> new Generation(
                        Columns.id(row, "session_id", SessionId::new),
                        row.getInt("generation"),
                        Columns.instantOrNull(row, "used_at"),
                        Columns.instantOrNull(row, "successor_used_at") != null))
                .findOne()
                .orElse(null);
    }

    /** Says that a locked token was exchanged. */
    void useRefreshToken(Tx tx, SessionId session, int generation, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE refresh_token SET used_at = :now WHERE session_id = :session AND generation = :generation
                        """)
                .bind("session", session)
                .bind("generation", generation)
                .bind("now", now)
                .execute();
    }

    /**
     * Removes some sessions that were over before this time, with their tokens, and notes at their users how long they could
     * have been used; answers how many.
     */
    int removeExpired(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createQuery("""
                        WITH removed AS (
                            DELETE FROM session WHERE ctid = ANY (ARRAY(
                                SELECT ctid FROM session WHERE expires_at <= :before
                                ORDER BY expires_at LIMIT :atMost
                                FOR UPDATE SKIP LOCKED))
                            RETURNING user_id, expires_at
                        ), noted AS (
                            UPDATE app_user u SET signed_in_until = latest.expires_at
                            FROM (SELECT user_id, max(expires_at) AS expires_at FROM removed GROUP BY user_id) AS latest
                            WHERE u.id = latest.user_id
                              AND (u.signed_in_until IS NULL OR u.signed_in_until < latest.expires_at)
                        )
                        SELECT count(*) FROM removed
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .mapTo(Integer.class)
                .one();
    }

    /** Removes some refresh tokens that were exchanged before; answers how many. */
    int removeExchanged(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM refresh_token WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM refresh_token WHERE used_at < :before
                            ORDER BY used_at LIMIT :atMost FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }
}
