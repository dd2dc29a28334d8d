package aisle.platform.outbox;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of deliveries as administrators see them. */
final class DeliveryDao {
    private static final Keyset OLDEST_FIRST =
            Keyset.of(SortKey.time("o.occurred_at"), SortKey.uuid("o.id"), SortKey.text("d.subscriber"));

    Page<Delivery> list(Handle handle, Delivery.Filter filter, PageRequest page) {
        Boolean parked = filter.state() == null ? null : filter.state() == Delivery.State.PARKED;
        String matching = """
                FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id
                WHERE d.delivered_at IS NULL AND %s
                  AND (:parked::boolean IS NULL OR (d.parked_at IS NOT NULL) = :parked::boolean)
                  AND (:subscriber::text IS NULL OR d.subscriber = :subscriber::text)
                  AND (:type::text IS NULL OR o.type = :type::text)
                """.formatted(OutboxDao.PARKED_OR_NOT);
        return new PagedQuery(
                        handle,
                        page,
                        OLDEST_FIRST,
                        matching,
                        query -> query.bind("parked", parked)
                                .bind("subscriber", filter.subscriber())
                                .bind("type", filter.type()))
                .read("""
                        SELECT o.*, d.*, <position> <matching> AND <after>
                        ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, DeliveryDao::delivery);
    }

    @Nullable
    Delivery find(Handle handle, UUID event, String subscriber) {
        return handle.createQuery("""
                        SELECT o.*, d.* FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id
                        WHERE d.event_id = :event AND d.subscriber = :subscriber
                        """)
                .bind("event", event)
                .bind("subscriber", subscriber)
                .map((row, context) -> delivery(row))
                .findOne()
                .orElse(null);
    }

    /** False when there is no such delivery, or it is done. */
    boolean retry(Tx tx, UUID event, String subscriber, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE outbox_delivery
                                SET parked_at = NULL, next_attempt_at = least(next_attempt_at, :now),
                                    attempts = CASE WHEN parked_at IS NULL THEN attempts ELSE 0 END
                                WHERE event_id = :event AND subscriber = :subscriber AND delivered_at IS NULL
                                """)
                        .bind("now", now)
                        .bind("event", event)
                        .bind("subscriber", subscriber)
                        .execute()
                == 1;
    }

    /** Answers how many were parked. */
    int retryParked(Tx tx, String subscriber, Instant now) {
        return tx.handle()
                .createUpdate("""
                        UPDATE outbox_delivery d SET parked_at = NULL, next_attempt_at = :now, attempts = 0
                        FROM (
                            SELECT event_id FROM outbox_delivery
                            WHERE subscriber = :subscriber AND parked_at IS NOT NULL
                            ORDER BY event_id
                            FOR UPDATE) AS parked
                        WHERE d.event_id = parked.event_id AND d.subscriber = :subscriber
                        """)
                .bind("now", now)
                .bind("subscriber", subscriber)
                .execute();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Instant parkedAt = Columns.instantOrNull(row, "parked_at");
        return new Delivery(
                row.getObject("event_id", UUID.class),
                row.getString("subscriber"),
                row.getString("type"),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("aggregate_version"),
                Columns.instant(row, "occurred_at"),
                row.getInt("attempts"),
                parkedAt == null ? Columns.instant(row, "next_attempt_at") : null,
                parkedAt,
                row.getString("last_error"));
    }
}
