package aisle.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;

/** Looks into the database behind the server, for what must be true whatever the answers say. */
@Singleton
public class Books {
    private final Database database;

    Books(Database database) {
        this.database = database;
    }

    /** How many rows a query finds. */
    public long count(String sql, Object... arguments) {
        return database.read(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
                query.bind(i, arguments[i]);
            }
            return query.mapTo(Long.class).one();
        });
    }

    /** The texts that a query finds. */
    public List<String> names(String sql, Object... arguments) {
        return database.read(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
                query.bind(i, arguments[i]);
            }
            return query.mapTo(String.class).list();
        });
    }

    /** Changes rows behind the server's back, to see whether it notices. */
    public void change(String sql, Object... arguments) {
        database.transaction(tx -> {
            var update = tx.handle().createUpdate(sql);
            for (int i = 0; i < arguments.length; i++) {
                update.bind(i, arguments[i]);
            }
            return update.execute();
        });
    }

    /** Asserts that a product's stock, ledger, reservations and order lines agree on these amounts. */
    public void assertStock(StoreId store, ProductId product, String onHand, String reserved) {
        assertAmount(onHand, "SELECT on_hand FROM stock WHERE store_id = ? AND product_id = ?", store, product);
        assertAmount(
                onHand,
                "SELECT coalesce(sum(delta), 0) FROM stock_movement WHERE store_id = ? AND product_id = ?",
                store,
                product);
        assertAmount(reserved, "SELECT reserved FROM stock WHERE store_id = ? AND product_id = ?", store, product);
        assertAmount(
                reserved,
                "SELECT coalesce(sum(quantity), 0) FROM reservation WHERE store_id = ? AND product_id = ?",
                store,
                product);
        assertAmount(
                reserved,
                "SELECT coalesce(sum(quantity - short_quantity), 0) FROM order_line WHERE store_id = ? AND product_id = ?",
                store,
                product);
    }

    private void assertAmount(String expected, String sql, StoreId store, ProductId product) {
        BigDecimal actual = database.read(handle -> handle.createQuery(sql)
                .bind(0, store)
                .bind(1, product)
                .mapTo(BigDecimal.class)
                .one());
        assertEquals(0, new BigDecimal(expected).compareTo(actual), () -> sql + " is " + actual + ", not " + expected);
    }
}
