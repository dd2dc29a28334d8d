package aisle.payments;

import aisle.platform.db.Columns;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what waits for a provider or for somebody of the staff. */
final class PaymentBacklogDao {
    /**
     * @param openIssues what somebody should look at
     * @param oldest when the oldest operation began of which nobody knows the end; null when all are known
     */
    record Backlog(long openIssues, @Nullable Instant oldest) {}

    Backlog backlog(Handle handle) {
        return handle.createQuery("""
                        SELECT (SELECT count(*) FROM payment_issue WHERE resolved_at IS NULL) AS open_issues,
                               (SELECT min(created_at) FROM payment_operation WHERE due_at IS NOT NULL) AS oldest
                        """)
                .map((row, context) -> new Backlog(row.getLong("open_issues"), Columns.instantOrNull(row, "oldest")))
                .one();
    }
}
