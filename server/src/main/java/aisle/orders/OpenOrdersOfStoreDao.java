package aisle.orders;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;

/** SQL of whether a store has orders that are under way. */
final class OpenOrdersOfStoreDao {
    boolean exist(Tx tx, StoreId store) {
        return tx.handle()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM orders
                                       WHERE store_id = :store AND status NOT IN ('DELIVERED', 'CANCELED'))
                        """)
                .bind("store", store)
                .mapTo(Boolean.class)
                .one();
    }
}
