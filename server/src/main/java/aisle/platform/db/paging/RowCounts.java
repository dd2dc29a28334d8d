package aisle.platform.db.paging;

import java.util.Collection;
import org.jdbi.v3.core.Handle;

/**
 * How many rows there are in tables that grow without bound, kept by triggers: each statement that adds or removes rows
 * writes down by how many, in a row of its own, so that no two writers ever wait for each other. The number is the sum.
 */
public final class RowCounts {
    private RowCounts() {}

    /** All that is counted under a name; the migrations say which names and parts there are. */
    public static long of(Handle handle, String subject) {
        return handle.createQuery("SELECT coalesce(sum(delta), 0) FROM row_count WHERE subject = :subject")
                .bind("subject", subject)
                .mapTo(Long.class)
                .one();
    }

    /** What is counted under a name in these parts of it, such as stores. */
    public static long of(Handle handle, String subject, Collection<?> parts) {
        return handle.createQuery("""
                        SELECT coalesce(sum(delta), 0) FROM row_count WHERE subject = :subject AND part = ANY (:parts)
                        """)
                .bind("subject", subject)
                .bindArray(
                        "parts",
                        String.class,
                        parts.stream().map(Object::toString).toList())
                .mapTo(Long.class)
                .one();
    }

    /** Forgets the number of a part that is no more. */
    public static void forget(Handle handle, String subject, Object part) {
        handle.createUpdate("DELETE FROM row_count WHERE subject = :subject AND part = :part")
                .bind("subject", subject)
                .bind("part", part.toString())
                .execute();
    }

    /**
     * Sums up what has piled up, in one statement: a reader sees all of the parts or their sum, and a writer under way is
     * summed up the next time. Of two that do so at once, the second finds the rows gone.
     *
     * @param atLeast how many rows of one part are worth it
     */
    static void compact(Handle handle, int atLeast) {
        handle.createUpdate("""
                        WITH piled AS (
                            SELECT subject, part FROM row_count GROUP BY subject, part HAVING count(*) >= :atLeast
                        ), gone AS (
                            DELETE FROM row_count USING piled
                            WHERE row_count.subject = piled.subject AND row_count.part = piled.part
                            RETURNING row_count.subject, row_count.part, row_count.delta
                        )
                        INSERT INTO row_count (subject, part, delta)
                        SELECT subject, part, sum(delta) FROM gone GROUP BY subject, part
                        """).bind("atLeast", atLeast).execute();
    }
}
