package aisle.orders;

import aisle.inventory.BrokenPromises.BrokenPromise;
import aisle.kernel.CustomerId;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.pricing.Calculation;
import aisle.pricing.Calculation.FeeLine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of order lines for which something is missing. */
final class ShortLineDao {
    private final Json json;

    ShortLineDao(Json json) {
        this.json = json;
    }

    /** An order of which something is missing, with all of its lines. */
    record Affected(
            OrderId id,
            String number,
            @Nullable CustomerId customer,
            Currency currency,
            boolean pricesIncludeTax,
            Money discount,
            @Nullable FeeLine delivery,
            long version,
            List<Line> lines) {}

    /** A line, and what is left of it. */
    record Line(ProductId product, Quantity left, Money unitPrice, String taxClass, BigDecimal taxRate) {}

    /** An order and what it comes to now. */
    record Recalculated(Affected order, Calculation calculation) {}

    /** Notes what is missing; a line of which nothing is left need not be picked any more. */
    void shorten(Tx tx, StoreId store, List<BrokenPromise> broken) {
        tx.handle()
                .createUpdate("""
                        UPDATE order_line l
                        SET short_quantity = l.short_quantity + b.missing,
                            picked_status = CASE WHEN l.short_quantity + b.missing >= l.quantity THEN 'MISSING'
                                                 ELSE l.picked_status END,
                            picked_quantity = CASE WHEN l.short_quantity + b.missing >= l.quantity THEN 0
                                                   ELSE l.picked_quantity END
                        FROM unnest(:lines::uuid[], :missing::numeric[]) AS b (line_id, missing)
                        WHERE l.store_id = :store AND l.id = b.line_id
                        """)
                .bindArray(
                        "lines",
                        UUID.class,
                        broken.stream().map(one -> one.line().value()).toList())
                .bindArray(
                        "missing",
                        BigDecimal.class,
                        broken.stream().map(one -> one.missing().value()).toList())
                .bind("store", store)
                .execute();
    }

    /** Orders with their lines. */
    List<Affected> affected(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, Affected> found = new LinkedHashMap<>();
        tx.handle()
                .createQuery("""
                        SELECT o.id, o.number, o.customer_id, o.currency, o.prices_include_tax, o.discount,
                               o.calculation ->> 'delivery' AS delivery, o.version,
                               l.product_id, l.quantity - l.short_quantity AS left_quantity, l.unit_price, l.tax_class, l.tax_rate
                        FROM orders o JOIN order_line l ON l.store_id = o.store_id AND l.order_id = o.id
                        WHERE o.store_id = :store AND o.id = ANY (:orders)
                        ORDER BY o.id, l.position
                        """)
                .bind("store", store)
                .bindArray(
                        "orders",
                        UUID.class,
                        orders.stream().map(OrderId::value).toList())
                .map((row, context) -> found.computeIfAbsent(
                                Columns.id(row, "id", OrderId::new), id -> affected(row, id))
                        .lines()
                        .add(line(row)))
                .list();
        return List.copyOf(found.values());
    }

    private Affected affected(ResultSet row, OrderId id) {
        try {
            String delivery = row.getString("delivery");
            return new Affected(
                    id,
                    row.getString("number"),
                    Columns.idOrNull(row, "customer_id", CustomerId::new),
                    Columns.currency(row, "currency"),
                    row.getBoolean("prices_include_tax"),
                    Columns.money(row, "discount", "currency"),
                    delivery == null ? null : json.read(delivery, FeeLine.class),
                    row.getLong("version"),
                    new ArrayList<>());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                Columns.id(row, "product_id", ProductId::new),
                Columns.quantity(row, "left_quantity"),
                Columns.money(row, "unit_price", "currency"),
                row.getString("tax_class"),
                Columns.rate(row, "tax_rate"));
    }

    /** Writes what the orders come to, and an entry into the history of each. */
    void recalculate(
            Tx tx, StoreId store, List<Recalculated> orders, String reason, @Nullable UserId actor, Instant now) {
        tx.handle()
                .createUpdate("""
                        WITH changed AS (
                            UPDATE orders o
                            SET final_calculation = c.calculation::jsonb, version = o.version + 1, updated_at = :now
                            FROM unnest(:orders::uuid[], :calculations::text[]) AS c (id, calculation)
                            WHERE o.store_id = :store AND o.id = c.id
                            RETURNING o.store_id, o.id, o.version, o.status)
                        INSERT INTO order_event (store_id, order_id, version, type, status, actor_id, reason, occurred_at)
                        SELECT store_id, id, version, 'ITEMS_SHORT', status, CAST(:actor AS uuid), :reason, :now FROM changed
                        """)
                .bindArray(
                        "orders",
                        UUID.class,
                        orders.stream().map(one -> one.order().id().value()).toList())
                .bindArray(
                        "calculations",
                        String.class,
                        orders.stream()
                                .map(one -> json.write(one.calculation()))
                                .toList())
                .bind("store", store)
                .bind("actor", actor == null ? null : actor.value())
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }
}
