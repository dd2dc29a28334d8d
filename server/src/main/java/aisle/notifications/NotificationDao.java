package aisle.notifications;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of notifications. */
final class NotificationDao {
    private final Json json;

    NotificationDao(Json json) {
        this.json = json;
    }

    /** An event that was delivered before adds nothing. */
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
                        VALUES (:id, :customer, :event, :type, :order, :payload::jsonb, :createdAt)
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

    Page<Notification> list(Handle handle, UserId user, PageRequest page) {
        long total =
                handle.createQuery("""
                        SELECT count(*) FROM notification n JOIN customer c ON c.id = n.customer_id WHERE c.user_id = :user
                        """).bind("user", user).mapTo(Long.class).one();
        List<Notification> notifications = handle.createQuery("""
                        SELECT n.* FROM notification n JOIN customer c ON c.id = n.customer_id
                        WHERE c.user_id = :user
                        ORDER BY n.created_at DESC, n.id DESC
                        LIMIT :limit OFFSET :offset
                        """)
                .bind("user", user)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, context) -> new Notification(
                        row.getObject("id", UUID.class),
                        row.getString("type"),
                        Columns.idOrNull(row, "order_id", OrderId::new),
                        json.readObject(row.getString("payload")),
                        Columns.instantOrNull(row, "read_at"),
                        Columns.instant(row, "created_at")))
                .list();
        return new Page<>(notifications, total, page);
    }
}
