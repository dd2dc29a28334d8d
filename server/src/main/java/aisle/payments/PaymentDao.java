package aisle.payments;

import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import java.time.Instant;

/** SQL of payments. */
final class PaymentDao {
    void insert(Tx tx, StoreId store, OrderId order, Payment payment, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO payment (store_id, id, order_id, method, status, currency, authorized, captured,
                                             refunded, created_at, updated_at)
                        VALUES (:store, :id, :order, :method, :status, :currency, :authorized, :captured,
                                :refunded, :now, :now)
                        """)
                .bind("store", store)
                .bind("id", payment.id())
                .bind("order", order)
                .bind("method", payment.method().name())
                .bind("status", payment.status().name())
                .bind("currency", payment.authorized().currency())
                .bind("authorized", payment.authorized().amount())
                .bind("captured", payment.captured().amount())
                .bind("refunded", payment.refunded().amount())
                .bind("now", now)
                .execute();
    }
}
