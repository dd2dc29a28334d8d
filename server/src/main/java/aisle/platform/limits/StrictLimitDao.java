package aisle.platform.limits;

import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL of the strict limits. */
final class StrictLimitDao {
    /** One key's count after an attempt. */
    record Count(boolean taken, int used, Instant resetsAt) {}

    /**
     * Counts one more, unless the quota is used up: the row decides, whoever else counts at the same moment. Null when the
     * row came and was used up while this statement ran.
     */
    @Nullable
    Count take(Tx tx, String key, int limit, Instant now, Instant newReset) {
        return tx.handle()
                .createQuery("""
                        WITH taken AS (
                            INSERT INTO strict_limit AS mine (key, used, resets_at)
                            VALUES (:key, 1, :newReset)
                            ON CONFLICT (key) DO UPDATE
                            SET used = CASE WHEN mine.resets_at <= :now THEN 1 ELSE mine.used + 1 END,
                                resets_at = CASE WHEN mine.resets_at <= :now THEN :newReset ELSE mine.resets_at END
                            WHERE mine.used < :limit OR mine.resets_at <= :now
                            RETURNING used, resets_at)
                        SELECT true AS taken, used, resets_at FROM taken
                        UNION ALL
                        SELECT false, used, resets_at FROM strict_limit
                        WHERE key = :key AND NOT EXISTS (SELECT 1 FROM taken)
                        """)
                .bind("key", key)
                .bind("limit", limit)
                .bind("now", now)
                .bind("newReset", newReset)
                .map((row, context) ->
                        new Count(row.getBoolean("taken"), row.getInt("used"), Columns.instant(row, "resets_at")))
                .findOne()
                .orElse(null);
    }

    /** Takes one attempt back from each; in one order, so that two who share keys do not wait for each other. */
    void giveBack(Tx tx, Collection<String> keys, Instant now) {
        tx.handle()
                .createUpdate("""
                        WITH mine AS (
                            SELECT key FROM strict_limit
                            WHERE key = ANY (:keys) AND used > 0 AND resets_at > :now
                            ORDER BY key
                            FOR UPDATE)
                        UPDATE strict_limit SET used = used - 1 FROM mine WHERE strict_limit.key = mine.key
                        """)
                .bindArray("keys", String.class, List.copyOf(keys))
                .bind("now", now)
                .execute();
    }

    /** Removes rows whose span is over, by their places, which the locks keep; answers how many. */
    int removeExpired(Tx tx, Instant now, int most) {
        return tx.handle().createUpdate("""
                        DELETE FROM strict_limit
                        WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM strict_limit
                            WHERE resets_at <= :now
                            ORDER BY resets_at
                            LIMIT :most
                            FOR UPDATE SKIP LOCKED))
                        """).bind("now", now).bind("most", most).execute();
    }
}
