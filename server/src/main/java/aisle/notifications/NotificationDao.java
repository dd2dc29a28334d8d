package aisle.notifications;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of notifications. */
final class NotificationDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("n.created_at").descending(), SortKey.uuid("n.id").descending());

    private final Json json;

    NotificationDao(Json json) {
        this.json = json;
    }

    /** An event that was delivered before adds nothing, nor does one for a customer who was erased since it happened. */
    void insert(
            Tx tx,
            UUID id,
            CustomerId customer,
            UUID event,
            String type,
            OrderId order,
            Map<String, Object> payload,
            Instant createdAt) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO notification (id, customer_id, event_id, type, order_id, payload, created_at)
                        SELECT CAST(:id AS uuid), id, CAST(:event AS uuid), :type, CAST(:order AS uuid), :payload::jsonb,
                               CAST(:createdAt AS timestamptz)
                        FROM customer
                        WHERE id = :customer AND deleted_at IS NULL
                        FOR KEY SHARE
                        ON CONFLICT ON CONSTRAINT notification_event DO NOTHING
                        """)
                .bind("id", id)
                .bind("customer", customer)
                .bind("event", event)
                .bind("type", type)
                .bind("order", order)
                .bind("payload", json.write(payload))
                .bind("createdAt", createdAt)
                .execute();
    }

    /** Likewise for a user of the staff. */
    void insertForUser(
            Tx tx, UUID id, UserId user, UUID event, String type, Map<String, Object> payload, Instant createdAt) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO notification (id, user_id, event_id, type, payload, created_at)
                        SELECT CAST(:id AS uuid), id, CAST(:event AS uuid), :type, :payload::jsonb,
                               CAST(:createdAt AS timestamptz)
                        FROM app_user
                        WHERE id = :user
                        FOR KEY SHARE
                        ON CONFLICT ON CONSTRAINT notification_event_user DO NOTHING
                        """)
                .bind("id", id)
                .bind("user", user)
                .bind("event", event)
                .bind("type", type)
                .bind("payload", json.write(payload))
                .bind("createdAt", createdAt)
                .execute();
    }

    Page<Notification> list(Handle handle, UserId user, PageRequest page) {
        return new PagedQuery(handle, page, NEWEST_FIRST, """
                FROM notification n
                WHERE (n.user_id = :user OR n.customer_id = (SELECT id FROM customer WHERE user_id = :user))
                """, query -> query.bind("user", user))
                .read("""
                SELECT n.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, this::notification);
    }

    private Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getObject("id", UUID.class),
                row.getString("type"),
                Columns.idOrNull(row, "order_id", OrderId::new),
                json.readObject(row.getString("payload")),
                Columns.instantOrNull(row, "read_at"),
                Columns.instant(row, "created_at"));
    }
}
