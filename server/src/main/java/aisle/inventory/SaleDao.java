package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of goods that leave a store at once, over its counter. */
final class SaleDao {
    /**
     * Takes every line for which enough is available off the shelf and writes it into the ledger, in one statement, and
     * answers the ones that are short; the caller then gives the whole transaction up. For the order of locks, and why
     * {@code reserved} is set, see {@link ReservationDao#reserve}.
     */
    List<Shortage> sell(Tx tx, Sale sale, @Nullable UUID actor, Instant now) {
        return tx.handle()
                .createQuery("""
                        WITH wanted AS (
                            SELECT * FROM unnest(:products::uuid[], :quantities::numeric[]) AS w (product_id, quantity)),
                        locked AS (
                            SELECT s.product_id, s.on_hand, s.reserved, s.ledger_seq, s.version, s.updated_at,
                                   s.on_hand - s.reserved AS available
                            FROM stock s JOIN wanted w ON w.product_id = s.product_id
                            WHERE s.store_id = :store
                            ORDER BY s.product_id
                            FOR UPDATE OF s),
                        taken AS (
                            UPDATE stock s
                            SET on_hand = l.on_hand - w.quantity, reserved = l.reserved, ledger_seq = l.ledger_seq + 1,
                                version = l.version + 1, updated_at = greatest(:now, l.updated_at)
                            FROM locked l JOIN wanted w ON w.product_id = l.product_id
                            WHERE s.store_id = :store AND s.product_id = l.product_id AND l.available >= w.quantity
                            RETURNING s.product_id, s.on_hand, s.ledger_seq, s.updated_at),
                        moved AS (
                            INSERT INTO stock_movement
                                (store_id, product_id, seq, occurred_at, delta, balance_after, reason, reference, actor_id)
                            SELECT :store, t.product_id, t.ledger_seq, t.updated_at, -w.quantity, t.on_hand, 'SALE',
                                   :reference, CAST(:actor AS uuid)
                            FROM taken t JOIN wanted w ON w.product_id = t.product_id)
                        SELECT w.product_id, w.quantity, coalesce(l.available, 0) AS available
                        FROM wanted w
                             LEFT JOIN locked l ON l.product_id = w.product_id
                             LEFT JOIN taken t ON t.product_id = w.product_id
                        WHERE t.product_id IS NULL
                        ORDER BY w.product_id
                        """)
                .bindArray(
                        "products",
                        UUID.class,
                        sale.lines().stream()
                                .map(line -> line.product().value())
                                .toList())
                .bindArray(
                        "quantities",
                        BigDecimal.class,
                        sale.lines().stream()
                                .map(line -> line.quantity().value())
                                .toList())
                .bind("store", sale.store())
                .bind("reference", sale.reference())
                .bind("actor", actor)
                .bind("now", now)
                .map((row, context) -> new Shortage(
                        Columns.id(row, "product_id", ProductId::new),
                        Columns.quantity(row, "quantity"),
                        Columns.quantity(row, "available")))
                .list();
    }
}
