package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL that changes stock. */
final class StockDao {
    /** The version of a row that has just been opened and says nothing yet. */
    static final long NEW = 0;

    /** A stock row that no other transaction can change until this one ends. */
    record Locked(Quantity onHand, Quantity reserved, StockSettings settings, long version) {}

    @Nullable
    Unit unit(Tx tx, ProductId product) {
        return tx.handle()
                .createQuery("SELECT unit FROM product WHERE id = :id AND deleted_at IS NULL")
                .bind("id", product)
                .map((row, context) -> Columns.constant(row, "unit", Unit.class))
                .findOne()
                .orElse(null);
    }

    /** Makes an empty stock row where there is none. */
    void open(Tx tx, StoreId store, ProductId product, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO stock (store_id, product_id, version, updated_at)
                        VALUES (:store, :product, 0, :now)
                        ON CONFLICT (store_id, product_id) DO NOTHING
                        """)
                .bind("store", store)
                .bind("product", product)
                .bind("now", now)
                .execute();
    }

    Locked lock(Tx tx, StoreId store, ProductId product) {
        return tx.handle()
                .createQuery("""
                        SELECT on_hand, reserved, bin_location, reorder_point, reorder_quantity, version
                        FROM stock
                        WHERE store_id = :store AND product_id = :product
                        FOR UPDATE
                        """)
                .bind("store", store)
                .bind("product", product)
                .map((row, context) -> new Locked(
                        Columns.quantity(row, "on_hand"),
                        Columns.quantity(row, "reserved"),
                        new StockSettings(
                                row.getString("bin_location"),
                                Columns.quantityOrNull(row, "reorder_point"),
                                Columns.quantityOrNull(row, "reorder_quantity")),
                        row.getLong("version")))
                .one();
    }

    /** Changes the row and, when the amount changes, books the movement: one statement, so never one without the other. */
    void change(
            Tx tx,
            StoreId store,
            ProductId product,
            Quantity delta,
            StockSettings settings,
            String reason,
            @Nullable UUID actor,
            Instant now) {
        tx.handle()
                .createUpdate("""
                        WITH changed AS (
                            UPDATE stock
                            SET on_hand = on_hand + :delta,
                                ledger_seq = ledger_seq + CASE WHEN :delta <> 0 THEN 1 ELSE 0 END,
                                bin_location = :bin, reorder_point = :reorderPoint, reorder_quantity = :reorderQuantity,
                                version = version + 1, updated_at = :now
                            WHERE store_id = :store AND product_id = :product
                            RETURNING store_id, product_id, ledger_seq, on_hand)
                        INSERT INTO stock_movement
                            (store_id, product_id, seq, occurred_at, delta, balance_after, reason, actor_id)
                        SELECT store_id, product_id, ledger_seq, :now, :delta, on_hand, :reason, :actor
                        FROM changed
                        WHERE :delta <> 0
                        """)
                .bind("delta", delta)
                .bind("bin", settings.binLocation())
                .bind("reorderPoint", decimal(settings.reorderPoint()))
                .bind("reorderQuantity", decimal(settings.reorderQuantity()))
                .bind("now", now)
                .bind("store", store)
                .bind("product", product)
                .bind("reason", reason)
                .bind("actor", actor)
                .execute();
    }

    private static @Nullable BigDecimal decimal(@Nullable Quantity quantity) {
        return quantity == null ? null : quantity.value();
    }

    /**
     * Promises every line for which enough is available, in one statement, and answers the ones that are short; the
     * caller then gives the whole transaction up. The rows are locked in the order of their products, so that two orders
     * with the same products in another order cannot wait for each other. Only the locked rows count: the statement
     * may have waited for them, and what it could see before is too old by then. That is why on_hand is set too, to what
     * it is: the checks of the table would otherwise look at the old one first.
     */
    List<Shortage> reserve(Tx tx, Reserve wanted, List<UUID> reservationIds, Instant now) {
        return tx.handle()
                .createQuery("""
                        WITH wanted AS (
                            SELECT *
                            FROM unnest(:reservations::uuid[], :lines::uuid[], :products::uuid[], :quantities::numeric[])
                                 AS w (reservation_id, line_id, product_id, quantity)),
                        locked AS (
                            SELECT s.product_id, s.on_hand, s.reserved, s.on_hand - s.reserved AS available
                            FROM stock s JOIN wanted w ON w.product_id = s.product_id
                            WHERE s.store_id = :store
                            ORDER BY s.product_id
                            FOR UPDATE OF s),
                        taken AS (
                            UPDATE stock s
                            SET on_hand = l.on_hand, reserved = l.reserved + w.quantity
                            FROM locked l JOIN wanted w ON w.product_id = l.product_id
                            WHERE s.store_id = :store AND s.product_id = l.product_id
                              AND l.available >= w.quantity
                            RETURNING s.product_id),
                        promised AS (
                            INSERT INTO reservation
                                (store_id, id, product_id, owner_type, owner_id, order_line_id, quantity, created_at)
                            SELECT :store, w.reservation_id, w.product_id, 'ORDER', :order, w.line_id, w.quantity, :now
                            FROM wanted w JOIN taken t ON t.product_id = w.product_id)
                        SELECT w.product_id, w.quantity, coalesce(l.available, 0) AS available
                        FROM wanted w
                             LEFT JOIN locked l ON l.product_id = w.product_id
                             LEFT JOIN taken t ON t.product_id = w.product_id
                        WHERE t.product_id IS NULL
                        ORDER BY w.product_id
                        """)
                .bindArray("reservations", UUID.class, reservationIds)
                .bindArray(
                        "lines",
                        UUID.class,
                        wanted.lines().stream().map(line -> line.id().value()).toList())
                .bindArray(
                        "products",
                        UUID.class,
                        wanted.lines().stream()
                                .map(line -> line.product().value())
                                .toList())
                .bindArray(
                        "quantities",
                        BigDecimal.class,
                        wanted.lines().stream()
                                .map(line -> line.quantity().value())
                                .toList())
                .bind("store", wanted.store())
                .bind("order", wanted.order())
                .bind("now", now)
                .map((row, context) -> new Shortage(
                        Columns.id(row, "product_id", ProductId::new),
                        Columns.quantity(row, "quantity"),
                        Columns.quantity(row, "available")))
                .list();
    }
}
