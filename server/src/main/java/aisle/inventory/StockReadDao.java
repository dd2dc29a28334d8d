package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** SQL that looks at stock. */
final class StockReadDao {
    private static final String LEVEL = """
            SELECT s.*, p.sku, p.name, p.unit
            FROM stock s JOIN product p ON p.id = s.product_id
            """;

    /** Whether a store has anything on hand; what is reserved is on hand too. Reads its rows, and those of no other. */
    boolean isAnythingIn(Handle handle, StoreId store) {
        return handle.createQuery("SELECT coalesce(bool_or(on_hand > 0), false) FROM stock WHERE store_id = :store")
                .bind("store", store)
                .mapTo(Boolean.class)
                .one();
    }

    StockLevel get(Handle handle, StoreId store, ProductId product) {
        return handle.createQuery(LEVEL + "WHERE s.store_id = :store AND s.product_id = :product")
                .bind("store", store)
                .bind("product", product)
                .map((row, context) -> level(row))
                .one();
    }

    static StockLevel level(ResultSet row) throws SQLException {
        return new StockLevel(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                row.getString("sku"),
                row.getString("name"),
                row.getString("unit"),
                Columns.quantity(row, "on_hand"),
                Columns.quantity(row, "reserved"),
                row.getString("bin_location"),
                Columns.quantityOrNull(row, "reorder_point"),
                Columns.quantityOrNull(row, "reorder_quantity"),
                row.getObject("lead_time_days", Integer.class),
                row.getLong("version"),
                Columns.instant(row, "updated_at"));
    }
}
