package aisle.inventory;

import aisle.kernel.Quantity;
import aisle.platform.db.Tx;

/** SQL of what stock rows keep of the chain's thresholds. */
final class StockLevelDao {
    /** Locks rows in the order in which orders do. */
    void setLowAt(Tx tx, Quantity low) {
        tx.handle().createUpdate("""
                        WITH locked AS (
                            SELECT store_id, product_id FROM stock
                            WHERE low_at <> :low
                            ORDER BY store_id, product_id
                            FOR UPDATE)
                        UPDATE stock s SET low_at = :low
                        FROM locked l
                        WHERE s.store_id = l.store_id AND s.product_id = l.product_id
                        """).bind("low", low).execute();
    }
}
