package aisle.accounts.signin;

import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of failed attempts to sign in and of the networks that users are known from. */
final class SignInThrottleDao {
    /** Until when attempts under a key are refused, or null when they are not. */
    @Nullable
    Instant blockedUntil(Handle handle, byte[] key, Instant now) {
        return handle.createQuery(
                        "SELECT blocked_until FROM sign_in_throttle WHERE key = :key AND blocked_until > :now")
                .bind("key", key)
                .bind("now", now)
                .map((row, context) -> Columns.instant(row, "blocked_until"))
                .findOne()
                .orElse(null);
    }

    /**
     * Counts a failure and says how long the next attempt waits: not at all after the first ones, then a second, and
     * twice as long each time. Of attempts that were under way together, those that come after the wait has begun are not
     * counted.
     *
     * @return how many failures in a row there are; 0 when attempts are refused now
     */
    int countFailure(Tx tx, byte[] key, SignInThrottle.Pace pace, Instant now) {
        return tx.handle()
                .createQuery("""
                        INSERT INTO sign_in_throttle AS t (key, failures, blocked_until, updated_at)
                        VALUES (:key, 1, CAST(:now AS timestamptz), CAST(:now AS timestamptz))
                        ON CONFLICT (key) DO UPDATE
                        SET failures = CASE WHEN t.updated_at < :forgotten THEN 1 ELSE t.failures + 1 END,
                            blocked_until = CASE
                                WHEN t.updated_at < :forgotten OR t.failures + 1 < CAST(:free AS int)
                                    THEN CAST(:now AS timestamptz)
                                ELSE CAST(:now AS timestamptz)
                                    + least(CAST(:longest AS int), power(2, least(t.failures + 1 - CAST(:free AS int), 30)))
                                            * interval '1 second'
                            END,
                            updated_at = :now
                        WHERE t.blocked_until <= :now
                        RETURNING failures
                        """)
                .bind("key", key)
                .bind("free", pace.free())
                .bind("longest", pace.longest().toSeconds())
                .bind("forgotten", now.minus(pace.memory()))
                .bind("now", now)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    void forget(Tx tx, byte[] key) {
        tx.handle()
                .createUpdate("DELETE FROM sign_in_throttle WHERE key = :key")
                .bind("key", key)
                .execute();
    }

    void rememberNetwork(Tx tx, aisle.kernel.UserId user, byte[] network, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO known_network (user_id, network_hmac, last_used_at) VALUES (:user, :network, :now)
                        ON CONFLICT (user_id, network_hmac) DO UPDATE SET last_used_at = excluded.last_used_at
                        """)
                .bind("user", user)
                .bind("network", network)
                .bind("now", now)
                .execute();
    }

    /** Removes some that are older; answers how many. */
    int removeThrottles(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM sign_in_throttle WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM sign_in_throttle
                            WHERE updated_at < :before AND blocked_until < :before
                            ORDER BY updated_at LIMIT :atMost FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }

    /** Likewise. */
    int removeNetworks(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM known_network WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM known_network
                            WHERE last_used_at < :before
                            ORDER BY last_used_at LIMIT :atMost FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }
}
