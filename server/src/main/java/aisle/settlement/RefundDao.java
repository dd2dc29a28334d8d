package aisle.settlement;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL of refunds. */
final class RefundDao {
    /** What of a line was given back before. */
    record Given(Quantity quantity, Money amount) {}

    void insert(Tx tx, StoreId store, Refund refund, @Nullable UUID actor) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO refund (store_id, id, order_id, amount, currency, reason, restock, actor_id, created_at)
                        VALUES (:store, :id, :order, :amount, :currency, :reason, :restock, :actor, :now)
                        """)
                .bind("store", store)
                .bind("id", refund.id())
                .bind("order", refund.orderId())
                .bind("amount", refund.amount().amount())
                .bind("currency", refund.amount().currency())
                .bind("reason", refund.reason())
                .bind("restock", refund.restock())
                .bind("actor", actor)
                .bind("now", refund.createdAt())
                .execute();
        if (refund.items().isEmpty()) {
            return;
        }
        PreparedBatch lines = tx.handle().prepareBatch("""
                INSERT INTO refund_line (store_id, refund_id, order_line_id, product_id, quantity, amount)
                VALUES (:store, :refund, :line, :product, :quantity, :amount)
                """);
        for (Refund.Item item : refund.items()) {
            lines.bind("store", store)
                    .bind("refund", refund.id())
                    .bind("line", item.itemId())
                    .bind("product", item.productId())
                    .bind("quantity", item.quantity())
                    .bind("amount", item.amount().amount())
                    .add();
        }
        lines.execute();
    }

    /** What was given back of the lines of an order; what a provider refused to give back counts for nothing. */
    Map<OrderLineId, Given> given(Tx tx, StoreId store, OrderId order) {
        Map<OrderLineId, Given> given = new HashMap<>();
        tx.handle()
                .createQuery("""
                        SELECT l.order_line_id, r.currency, sum(l.quantity) AS quantity, sum(l.amount) AS amount
                        FROM refund r JOIN refund_line l ON l.store_id = r.store_id AND l.refund_id = r.id
                        WHERE r.store_id = :store AND r.order_id = :order
                          AND NOT EXISTS (SELECT FROM payment_operation o WHERE o.refund_id = r.id AND o.state = 'FAILED')
                        GROUP BY l.order_line_id, r.currency
                        """)
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> given.put(
                        Columns.id(row, "order_line_id", OrderLineId::new),
                        new Given(Columns.quantity(row, "quantity"), Columns.money(row, "amount", "currency"))))
                .list();
        return given;
    }

    /** The refunds of an order, the oldest first, all as {@link Refund.Status#PENDING}. */
    List<Refund> ofOrder(Handle handle, StoreId store, OrderId order) {
        Map<UUID, List<Refund.Item>> items = new HashMap<>();
        handle.createQuery("""
                        SELECT l.*, r.currency
                        FROM refund r JOIN refund_line l ON l.store_id = r.store_id AND l.refund_id = r.id
                        WHERE r.store_id = :store AND r.order_id = :order
                        ORDER BY l.order_line_id
                        """)
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> items.computeIfAbsent(
                                row.getObject("refund_id", UUID.class), id -> new ArrayList<>())
                        .add(new Refund.Item(
                                Columns.id(row, "order_line_id", OrderLineId::new),
                                Columns.id(row, "product_id", ProductId::new),
                                Columns.quantity(row, "quantity"),
                                Columns.money(row, "amount", "currency"))))
                .list();
        return handle.createQuery("SELECT * FROM refund WHERE store_id = :store AND order_id = :order ORDER BY id")
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Refund(
                            id,
                            order,
                            Columns.money(row, "amount", "currency"),
                            Refund.Status.PENDING,
                            row.getString("reason"),
                            row.getBoolean("restock"),
                            items.getOrDefault(id, List.of()),
                            Columns.instant(row, "created_at"));
                })
                .list();
    }
}
