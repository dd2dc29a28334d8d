package aisle.inventory;

import aisle.inventory.BrokenPromises.BrokenPromise;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * SQL of what is promised. Whoever changes the reservations of a product holds the lock of its stock row first, so that
 * their sum and {@code reserved} change together and nobody waits for the two in another order.
 */
final class ReservationDao {
    /** A promise that can be taken back. */
    record Promise(UUID id, OrderId order, OrderLineId line, Quantity quantity) {}

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
                                (store_id, id, product_id, owner_type, owner_id, order_line_id, quantity, expires_at,
                                 created_at)
                            SELECT :store, w.reservation_id, w.product_id, :ownerType, :owner, w.line_id, w.quantity,
                                   CAST(:expiresAt AS timestamptz), :now
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
                        wanted.lines().stream()
                                .map(line ->
                                        line.id() == null ? null : line.id().value())
                                .toList())
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
                .bind("ownerType", wanted.ownerType().name())
                .bind("owner", wanted.owner())
                .bind("expiresAt", wanted.expiresAt())
                .bind("now", now)
                .map((row, context) -> new Shortage(
                        Columns.id(row, "product_id", ProductId::new),
                        Columns.quantity(row, "quantity"),
                        Columns.quantity(row, "available")))
                .list();
    }

    /** No quantity changes, so that no stock row need be locked. Answers how many lines it has. */
    int keepForOrder(Tx tx, StoreId store, OrderId order) {
        return tx.handle()
                .createUpdate("""
                        UPDATE reservation SET owner_type = 'ORDER', expires_at = NULL
                        WHERE store_id = :store AND owner_id = :order
                        """)
                .bind("store", store)
                .bind("order", order)
                .execute();
    }

    /** Frees whatever an owner still has; nothing happens when it has nothing. */
    void release(Tx tx, StoreId store, UUID owner) {
        tx.handle().createUpdate("""
                        WITH locked AS (
                            SELECT s.product_id, s.on_hand, s.reserved
                            FROM stock s
                            WHERE s.store_id = :store
                              AND s.product_id IN (SELECT product_id FROM reservation
                                                   WHERE store_id = :store AND owner_id = :owner)
                            ORDER BY s.product_id
                            FOR UPDATE),
                        gone AS (
                            DELETE FROM reservation r USING locked l
                            WHERE r.store_id = :store AND r.owner_id = :owner AND r.product_id = l.product_id
                            RETURNING r.product_id, r.quantity),
                        freed AS (SELECT product_id, sum(quantity) AS quantity FROM gone GROUP BY product_id)
                        UPDATE stock s
                        SET on_hand = l.on_hand, reserved = l.reserved - f.quantity
                        FROM locked l JOIN freed f ON f.product_id = l.product_id
                        WHERE s.store_id = :store AND s.product_id = l.product_id
                        """).bind("store", store).bind("owner", owner).execute();
    }

    /**
     * Frees some of the holds whose time is over, and answers how many products that freed. What somebody works on at this
     * moment is left for the next time, so that no order ever waits for this.
     */
    int freeExpired(Tx tx, Instant now, int atMost) {
        return tx.handle()
                .createUpdate("""
                        WITH due AS (
                            SELECT store_id, product_id FROM reservation
                            WHERE expires_at <= :now
                            ORDER BY expires_at
                            LIMIT :atMost),
                        locked AS MATERIALIZED (
                            SELECT s.store_id, s.product_id, s.on_hand, s.reserved
                            FROM stock s
                            WHERE (s.store_id, s.product_id) IN (SELECT store_id, product_id FROM due)
                            ORDER BY s.store_id, s.product_id
                            FOR UPDATE SKIP LOCKED),
                        expired AS MATERIALIZED (
                            SELECT r.store_id, r.id
                            FROM reservation r JOIN locked l ON l.store_id = r.store_id AND l.product_id = r.product_id
                            WHERE r.expires_at <= :now
                            FOR UPDATE OF r SKIP LOCKED),
                        gone AS (
                            DELETE FROM reservation r USING expired e
                            WHERE r.store_id = e.store_id AND r.id = e.id
                            RETURNING r.store_id, r.product_id, r.quantity),
                        freed AS (
                            SELECT store_id, product_id, sum(quantity) AS quantity FROM gone GROUP BY store_id, product_id)
                        UPDATE stock s
                        SET on_hand = l.on_hand, reserved = l.reserved - f.quantity
                        FROM locked l JOIN freed f ON f.store_id = l.store_id AND f.product_id = l.product_id
                        WHERE s.store_id = l.store_id AND s.product_id = l.product_id
                        """)
                .bind("now", now)
                .bind("atMost", atMost)
                .execute();
    }

    /**
     * The youngest promises to orders that nobody has picked yet, as many as make up a quantity, with their orders and lines
     * locked. What somebody picks or cancels at this moment is left out: who has an order's lock may be waiting for the
     * stock's, which the caller has.
     */
    List<Promise> lockYoungest(Tx tx, StoreId store, ProductId product, Quantity needed) {
        return tx.handle()
                .createQuery("""
                        SELECT r.id, r.owner_id, r.order_line_id, r.quantity
                        FROM (SELECT r.*, sum(r.quantity) OVER (ORDER BY r.created_at DESC, r.id DESC) - r.quantity AS younger
                              FROM reservation r
                                   JOIN order_line l ON l.store_id = r.store_id AND l.id = r.order_line_id
                                   JOIN orders o ON o.store_id = r.store_id AND o.id = r.owner_id
                              WHERE r.store_id = :store AND r.product_id = :product AND r.owner_type = 'ORDER'
                                AND l.picked_status = 'PENDING' AND o.status IN ('PENDING_PAYMENT', 'CONFIRMED', 'PICKING')) r
                             JOIN order_line l ON l.store_id = r.store_id AND l.id = r.order_line_id
                             JOIN orders o ON o.store_id = r.store_id AND o.id = r.owner_id
                        WHERE r.younger < :needed
                          AND l.picked_status = 'PENDING' AND o.status IN ('PENDING_PAYMENT', 'CONFIRMED', 'PICKING')
                        ORDER BY r.created_at DESC, r.id DESC
                        FOR NO KEY UPDATE OF o, l SKIP LOCKED
                        """)
                .bind("store", store)
                .bind("product", product)
                .bind("needed", needed)
                .map((row, context) -> new Promise(
                        row.getObject("id", UUID.class),
                        Columns.id(row, "owner_id", OrderId::new),
                        Columns.id(row, "order_line_id", OrderLineId::new),
                        Columns.quantity(row, "quantity")))
                .list();
    }

    /** Takes promises back, each as far as it is broken. The caller takes the sum off the stock row. */
    void shorten(Tx tx, StoreId store, List<BrokenPromise> broken) {
        tx.handle()
                .createUpdate("""
                        WITH broken AS (
                            SELECT * FROM unnest(:lines::uuid[], :missing::numeric[]) AS b (line_id, missing)),
                        gone AS (
                            DELETE FROM reservation r USING broken b
                            WHERE r.store_id = :store AND r.order_line_id = b.line_id AND r.owner_id = ANY (:orders)
                              AND r.quantity <= b.missing)
                        UPDATE reservation r SET quantity = r.quantity - b.missing
                        FROM broken b
                        WHERE r.store_id = :store AND r.order_line_id = b.line_id AND r.owner_id = ANY (:orders)
                          AND r.quantity > b.missing
                        """)
                .bind("store", store)
                .bindArray(
                        "lines",
                        UUID.class,
                        broken.stream().map(one -> one.line().value()).toList())
                .bindArray(
                        "missing",
                        BigDecimal.class,
                        broken.stream().map(one -> one.missing().value()).toList())
                .bindArray(
                        "orders",
                        UUID.class,
                        broken.stream().map(one -> one.order().value()).toList())
                .execute();
    }
}
