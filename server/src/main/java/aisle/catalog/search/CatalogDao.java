package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductContents;
import aisle.catalog.products.ProductRows;
import aisle.kernel.CategoryId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what shoppers see. */
final class CatalogDao {
    private static final int MOST_VARIANTS = 250;

    private final ProductContents contents;

    CatalogDao(ProductContents contents) {
        this.contents = contents;
    }

    /** A category and how many products that shoppers see are in it or below. */
    record Counted(CategoryId id, @Nullable CategoryId parentId, String name, String path, long productCount) {}

    /**
     * The categories that shoppers see, siblings in their order. How many products each has itself is kept up by triggers,
     * so that nothing is counted here however many there are.
     */
    List<Counted> categories(Handle handle) {
        return handle.createQuery("""
                        WITH direct AS (
                            SELECT CAST(part AS uuid) AS category_id, sum(delta) AS products
                            FROM row_count WHERE subject = 'category'
                            GROUP BY part
                        ), shown AS (
                            SELECT * FROM category
                            WHERE NOT path && ARRAY(SELECT id FROM category WHERE NOT active)
                        ), subtree AS (
                            SELECT above.id, sum(direct.products) AS products
                            FROM shown
                            JOIN direct ON direct.category_id = shown.id
                            CROSS JOIN LATERAL unnest(shown.path) AS above (id)
                            GROUP BY above.id
                        )
                        SELECT c.id, c.parent_id, c.name, c.path_name, coalesce(subtree.products, 0) AS products
                        FROM shown c LEFT JOIN subtree ON subtree.id = c.id
                        ORDER BY c.position, lower(c.name COLLATE "und-x-icu"), c.id
                        """)
                .map((row, context) -> new Counted(
                        Columns.id(row, "id", CategoryId::new),
                        Columns.idOrNull(row, "parent_id", CategoryId::new),
                        row.getString("name"),
                        row.getString("path_name"),
                        row.getLong("products")))
                .list();
    }

    /** A category and all below it. */
    List<CategoryId> subtree(Handle handle, CategoryId category) {
        return handle.createQuery("SELECT id FROM category WHERE path @> ARRAY[CAST(:category AS uuid)]")
                .bind("category", category)
                .map((row, context) -> Columns.id(row, "id", CategoryId::new))
                .list();
    }

    /** A category and all below it that shoppers see; nothing when it is hidden itself. */
    List<CategoryId> shownSubtree(Handle handle, CategoryId category) {
        return handle.createQuery("""
                        SELECT id FROM category
                        WHERE path @> ARRAY[CAST(:category AS uuid)]
                            AND NOT path && ARRAY(SELECT id FROM category WHERE NOT active)
                        """)
                .bind("category", category)
                .map((row, context) -> Columns.id(row, "id", CategoryId::new))
                .list();
    }

    /** An active product; with a store, only if that store sells it. */
    @Nullable
    Product find(Handle handle, ProductId id, @Nullable StoreId store, Instant now) {
        List<ProductContents.Found> found = handle.createQuery(
                        "SELECT " + ProductRows.FRESH + " FROM product p " + ProductRows.JOINS + """
                        WHERE p.id = :id AND p.status = 'ACTIVE' AND p.deleted_at IS NULL
                            AND (CAST(:store AS uuid) IS NULL
                                 OR EXISTS (SELECT FROM assortment a WHERE a.store_id = :store AND a.product_id = p.id))
                        """)
                .bind("id", id)
                .bind("store", store)
                .bind("now", now)
                .map((row, context) -> contents.found(row))
                .list();
        return contents.complete(handle, found).stream().findFirst().orElse(null);
    }

    /** The active product with one of these numbers: of several the one that can be had now, else the oldest. */
    @Nullable
    Product findByGtin(Handle handle, List<String> writings, Instant now) {
        List<ProductContents.Found> found = handle.createQuery(
                        "SELECT " + ProductRows.FRESH + " FROM product p " + ProductRows.JOINS + """
                        WHERE p.gtin = ANY (:writings) AND p.status = 'ACTIVE' AND p.deleted_at IS NULL
                        ORDER BY EXISTS (SELECT FROM stock s WHERE s.product_id = p.id AND s.on_hand > s.reserved) DESC,
                                 p.created_at, p.id
                        LIMIT 1
                        """)
                .bindArray("writings", String.class, writings)
                .bind("store", (String) null)
                .bind("now", now)
                .map((row, context) -> contents.found(row))
                .list();
        return contents.complete(handle, found).stream().findFirst().orElse(null);
    }

    /** The active products of a group, the oldest first; with a store, those that it sells. */
    List<Product> variants(Handle handle, String group, @Nullable StoreId store, Instant now) {
        List<ProductContents.Found> found = handle.createQuery(
                        "SELECT " + ProductRows.FRESH + " FROM product p " + ProductRows.JOINS + """
                        WHERE p.group_id = (SELECT id FROM product_group WHERE handle = :group)
                            AND p.status = 'ACTIVE' AND p.deleted_at IS NULL
                            AND (CAST(:store AS uuid) IS NULL
                                 OR EXISTS (SELECT FROM assortment a WHERE a.store_id = :store AND a.product_id = p.id))
                        ORDER BY p.created_at, p.id
                        LIMIT :most
                        """)
                .bind("group", group)
                .bind("store", store)
                .bind("now", now)
                .bind("most", MOST_VARIANTS)
                .map((row, context) -> contents.found(row))
                .list();
        return contents.complete(handle, found);
    }

    /** Products in stock, first those that are reduced, each the newest first. */
    List<Product> featured(Handle handle, @Nullable StoreId store, Instant now, int most) {
        List<ProductContents.Found> found = handle.createQuery("""
                        WITH chosen AS MATERIALIZED (
                            SELECT * FROM (
                                (SELECT p.id, 1 AS turn, p.created_at FROM product p
                                 WHERE (p.old_price > p.price OR p.scheduled_price < p.price) AND p.status = 'ACTIVE' AND p.deleted_at IS NULL AND <here>
                                 ORDER BY p.created_at DESC, p.id DESC LIMIT :most)
                                UNION ALL
                                (SELECT p.id, 2, p.created_at FROM product p
                                 WHERE (p.old_price > p.price OR p.scheduled_price < p.price) IS NOT TRUE AND p.status = 'ACTIVE' AND p.deleted_at IS NULL
                                     AND <here>
                                 ORDER BY p.created_at DESC, p.id DESC LIMIT :most)
                            ) AS every LIMIT :most
                        )
                        SELECT %s FROM chosen JOIN product p ON p.id = chosen.id %s
                        ORDER BY chosen.turn, chosen.created_at DESC, p.id DESC
                        """.formatted(ProductRows.FRESH, ProductRows.JOINS))
                .define("here", """
                        EXISTS (SELECT FROM stock s
                                WHERE s.product_id = p.id AND s.on_hand > s.reserved
                                    AND s.store_id = coalesce(CAST(:store AS uuid), s.store_id))
                        AND (CAST(:store AS uuid) IS NULL
                             OR EXISTS (SELECT FROM assortment a WHERE a.product_id = p.id AND a.store_id = :store))""")
                .bind("store", store)
                .bind("now", now)
                .bind("most", most)
                .map((row, context) -> contents.found(row))
                .list();
        return contents.complete(handle, found);
    }
}
