package aisle.platform.web.idempotency;

import aisle.platform.db.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** SQL of stored answers. */
final class IdempotencyDao {
    record Stored(
            byte[] fingerprint,
            int status,
            @Nullable String location,
            @Nullable String etag,
            byte[] bodySealed) {}

    /** Holds the key until the transaction ends; false when another transaction holds it. */
    boolean tryLock(Tx tx, long lockNumber) {
        return tx.handle()
                .createQuery("SELECT pg_try_advisory_xact_lock(:number)")
                .bind("number", lockNumber)
                .mapTo(Boolean.class)
                .one();
    }

    /** As {@link #tryLock}, but waits for whoever holds it. */
    void lock(Tx tx, long lockNumber) {
        tx.handle()
                .createQuery("SELECT true FROM (SELECT pg_advisory_xact_lock(:number)) AS locked")
                .bind("number", lockNumber)
                .mapTo(Boolean.class)
                .one();
    }

    @Nullable
    Stored find(Tx tx, IdempotencyKey key, Instant now) {
        return tx.handle()
                .createQuery("""
                        SELECT fingerprint, status, location, etag, body_enc
                        FROM idempotency
                        WHERE caller = :caller AND method = :method AND path = :path AND key = :key AND expires_at > :now
                        """)
                .bind("caller", key.caller())
                .bind("method", key.method())
                .bind("path", key.path())
                .bind("key", key.value())
                .bind("now", now)
                .map((row, context) -> new Stored(
                        row.getBytes("fingerprint"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("etag"),
                        row.getBytes("body_enc")))
                .findOne()
                .orElse(null);
    }

    /** An expired answer under the same key is replaced. */
    void store(
            Tx tx,
            IdempotencyKey key,
            byte[] fingerprint,
            KeptAnswer answer,
            byte[] bodySealed,
            Instant now,
            Instant expiresAt) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO idempotency
                            (caller, method, path, key, fingerprint, status, location, etag, person, body_enc,
                             created_at, expires_at)
                        VALUES
                            (:caller, :method, :path, :key, :fingerprint, :status, :location, :etag, :person, :body,
                             :now, :expiresAt)
                        ON CONFLICT (caller, method, path, key) DO UPDATE
                        SET fingerprint = excluded.fingerprint, status = excluded.status, location = excluded.location,
                            etag = excluded.etag, person = excluded.person,
                            body_enc = excluded.body_enc, created_at = excluded.created_at, expires_at = excluded.expires_at
                        """)
                .bind("caller", key.caller())
                .bind("method", key.method())
                .bind("path", key.path())
                .bind("key", key.value())
                .bind("fingerprint", fingerprint)
                .bind("status", answer.status())
                .bind("location", answer.location())
                .bind("etag", answer.etag())
                .bind("person", answer.person())
                .bind("body", bodySealed)
                .bind("now", now)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /**
     * Removes some answers that nobody can ask for any more; answers how many. It goes by the rows' places, which the locks
     * keep: by their keys PostgreSQL would read the whole table.
     */
    int removeExpired(Tx tx, Instant now, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM idempotency
                        WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM idempotency
                            WHERE expires_at <= :now
                            ORDER BY expires_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("now", now)
                .bind("atMost", atMost)
                .execute();
    }
}
