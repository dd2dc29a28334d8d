package aisle.notifications;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of the personal side of notifications. */
final class NotificationPersonalDataDao {
    /** What was told, and when. */
    record Told(
            String type,
            @Nullable OrderId orderId,
            @Nullable Instant readAt,
            Instant createdAt) {}

    List<Told> ofCustomer(Handle handle, CustomerId customer) {
        return handle.createQuery("""
                        SELECT type, order_id, read_at, created_at FROM notification
                        WHERE customer_id = :customer
                        ORDER BY created_at, id
                        """)
                .bind("customer", customer)
                .map((row, context) -> new Told(
                        row.getString("type"),
                        Columns.idOrNull(row, "order_id", OrderId::new),
                        Columns.instantOrNull(row, "read_at"),
                        Columns.instant(row, "created_at")))
                .list();
    }

    void move(Tx tx, CustomerId from, CustomerId to) {
        tx.handle()
                .createUpdate("UPDATE notification SET customer_id = :to WHERE customer_id = :from")
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    void delete(Tx tx, CustomerId customer) {
        tx.handle()
                .createUpdate("DELETE FROM notification WHERE customer_id = :customer")
                .bind("customer", customer)
                .execute();
    }
}
