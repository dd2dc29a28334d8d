package aisle.inventory;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL that looks at stock. */
final class StockReadDao {
    private static final Keyset BY_NAME =
            Keyset.of(SortKey.text("p.name_lower"), SortKey.uuid("s.product_id"), SortKey.uuid("s.store_id"));
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("m.occurred_at").descending(),
            SortKey.uuid("m.store_id").descending(),
            SortKey.uuid("m.product_id").descending(),
            SortKey.number("m.seq").descending());
    private static final String LEVEL = """
            SELECT s.*, p.sku, p.name, p.unit
            FROM stock s JOIN product p ON p.id = s.product_id
            """;

    Map<ProductId, Quantity> available(Handle handle, StoreId store, Collection<ProductId> products) {
        Map<ProductId, Quantity> available = new HashMap<>();
        handle.createQuery("""
                        SELECT product_id, on_hand - reserved AS available
                        FROM stock
                        WHERE store_id = :store AND product_id = ANY (:products)
                        """)
                .bind("store", store)
                .bindArray(
                        "products",
                        UUID.class,
                        products.stream().map(ProductId::value).toList())
                .map((row, context) -> available.put(
                        Columns.id(row, "product_id", ProductId::new), Columns.quantity(row, "available")))
                .list();
        return available;
    }

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

    /** @param stores null stands for all */
    Page<StockLevel> list(Handle handle, @Nullable Set<StoreId> stores, @Nullable ProductId product, PageRequest page) {
        return query(handle, stores, product, page, BY_NAME, """
                FROM stock s JOIN product p ON p.id = s.product_id
                WHERE (:stores::uuid[] IS NULL OR s.store_id = ANY (:stores))
                  AND (:product::uuid IS NULL OR s.product_id = :product)
                """, "stock").read("""
                SELECT s.*, p.sku, p.name, p.unit, <position>
                <matching> AND <after>
                ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, StockReadDao::level);
    }

    /** @param stores null stands for all */
    Page<StockMovement> movements(
            Handle handle, @Nullable Set<StoreId> stores, @Nullable ProductId product, PageRequest page) {
        return query(handle, stores, product, page, NEWEST_FIRST, """
                FROM stock_movement m
                WHERE (:stores::uuid[] IS NULL OR m.store_id = ANY (:stores))
                  AND (:product::uuid IS NULL OR m.product_id = :product)
                """, "stock_movement")
                .read("""
                SELECT m.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, StockReadDao::movement);
    }

    private static PagedQuery query(
            Handle handle,
            @Nullable Set<StoreId> stores,
            @Nullable ProductId product,
            PageRequest page,
            Keyset sort,
            String matching,
            String counted) {
        UUID[] ids = stores == null ? null : stores.stream().map(StoreId::value).toArray(UUID[]::new);
        UUID id = product == null ? null : product.value();
        PagedQuery query = new PagedQuery(
                handle, page, sort, matching, q -> q.bind("stores", ids).bind("product", id));
        if (product == null) {
            query.knownTotal(
                    () -> stores == null ? RowCounts.of(handle, counted) : RowCounts.of(handle, counted, stores));
        }
        return query;
    }

    private static StockMovement movement(ResultSet row) throws SQLException {
        return new StockMovement(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                row.getLong("seq"),
                Columns.quantity(row, "delta"),
                Columns.quantity(row, "balance_after"),
                row.getString("reason"),
                row.getString("reference"),
                row.getObject("actor_id", UUID.class),
                Columns.instant(row, "occurred_at"));
    }

    private static StockLevel level(ResultSet row) throws SQLException {
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
                row.getLong("version"),
                Columns.instant(row, "updated_at"));
    }
}
