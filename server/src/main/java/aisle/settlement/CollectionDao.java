package aisle.settlement;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what is collected at doors and counters. */
final class CollectionDao {
    void insert(
            Tx tx,
            UUID id,
            StoreId store,
            OrderId order,
            PaymentId payment,
            UUID collector,
            CollectedBy.Means means,
            Money amount,
            LocalDate day,
            Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO payment_collection (store_id, id, payment_id, order_id, collector_id, means, amount,
                                                        currency, day, collected_at)
                        VALUES (:store, :id, :payment, :order, :collector, :means, :amount, :currency, :day, :now)
                        """)
                .bind("id", id)
                .bind("store", store)
                .bind("payment", payment)
                .bind("order", order)
                .bind("collector", collector)
                .bind("means", means.name())
                .bind("amount", amount.amount())
                .bind("currency", amount.currency())
                .bind("day", day)
                .bind("now", now)
                .execute();
    }

    /** Notes how much cash somebody handed over; a second word about the same day replaces the first. */
    void settle(Tx tx, StoreId store, LocalDate day, UUID collector, Money handedOver, @Nullable UUID by, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO cash_settlement (store_id, day, collector_id, handed_over, currency, settled_by, settled_at)
                        VALUES (:store, :day, :collector, :amount, :currency, :by, :now)
                        ON CONFLICT (store_id, day, collector_id) DO UPDATE
                        SET handed_over = excluded.handed_over, settled_by = excluded.settled_by,
                            settled_at = excluded.settled_at
                        """)
                .bind("store", store)
                .bind("day", day)
                .bind("collector", collector)
                .bind("amount", handedOver.amount())
                .bind("currency", handedOver.currency())
                .bind("by", by)
                .bind("now", now)
                .execute();
    }

    /** What each collected on a day, and what of the cash arrived. */
    List<CollectedBy> ofDay(Handle handle, StoreId store, LocalDate day, Currency currency) {
        return handle.createQuery("""
                        SELECT collector_id, coalesce(c.orders, 0) AS orders, coalesce(c.cash, 0) AS cash,
                               coalesce(c.card, 0) AS card, s.handed_over
                        FROM (SELECT collector_id, count(*) AS orders,
                                     coalesce(sum(amount) FILTER (WHERE means = 'CASH'), 0) AS cash,
                                     coalesce(sum(amount) FILTER (WHERE means = 'CARD'), 0) AS card
                              FROM payment_collection WHERE store_id = :store AND day = :day
                              GROUP BY collector_id) c
                             FULL JOIN (SELECT collector_id, handed_over FROM cash_settlement
                                        WHERE store_id = :store AND day = :day) s USING (collector_id)
                        ORDER BY collector_id
                        """)
                .bind("store", store)
                .bind("day", day)
                .map((row, context) -> {
                    Money cash = new Money(row.getBigDecimal("cash"), currency);
                    BigDecimal handed = row.getBigDecimal("handed_over");
                    Money handedOver = handed == null ? null : new Money(handed, currency);
                    return new CollectedBy(
                            row.getObject("collector_id", UUID.class),
                            row.getInt("orders"),
                            cash,
                            new Money(row.getBigDecimal("card"), currency),
                            handedOver,
                            handedOver == null ? null : handedOver.minus(cash));
                })
                .list();
    }
}
