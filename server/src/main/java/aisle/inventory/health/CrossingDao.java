package aisle.inventory.health;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.util.List;

/** SQL of stock that became scarce. */
final class CrossingDao {
    /** A fall across a border: nothing is left, or little. */
    record Crossing(
            long number,
            StoreId store,
            ProductId product,
            String sku,
            String name,
            boolean isOut,
            Quantity available,
            Quantity threshold) {}

    /** Takes the oldest; who takes some, has them alone until the transaction ends. */
    List<Crossing> take(Tx tx, int atMost) {
        return tx.handle()
                .createQuery("""
                        WITH taken AS (
                            DELETE FROM stock_crossing
                            WHERE id IN (SELECT id FROM stock_crossing ORDER BY id LIMIT :atMost FOR UPDATE SKIP LOCKED)
                            RETURNING *)
                        SELECT t.*, p.sku, p.name FROM taken t JOIN product p ON p.id = t.product_id ORDER BY t.id
                        """)
                .bind("atMost", atMost)
                .map((row, context) -> new Crossing(
                        row.getLong("id"),
                        Columns.id(row, "store_id", StoreId::new),
                        Columns.id(row, "product_id", ProductId::new),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getString("border").equals("OUT"),
                        Columns.quantity(row, "available"),
                        Columns.quantity(row, "threshold")))
                .list();
    }
}
