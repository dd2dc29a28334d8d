package aisle.catalog.exports;

import aisle.catalog.files.Column;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.platform.db.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of products with all that a file says of them, stores by their names. */
final class ProductExportDao {
    private static final Set<String> NOTHING = Set.of("{}", "[]");

    /** A product with its cells in the order of {@link Column#EXPORTED}. */
    record Exported(ProductId id, List<@Nullable Object> cells) {}

    /** These products, in the order of their ids. */
    List<Exported> products(Handle handle, List<ProductId> products, Instant now) {
        return handle.createQuery("""
                        SELECT p.id, p.sku, p.gtin, p.name, p.slug, p.description, p.brand, c.path_name AS category, p.unit,
                               p.price, p.old_price, p.currency, p.tax_class, p.is_organic, p.status, p.nutritional_info,
                               p.attributes, p.images, g.handle AS "group", g.title AS group_title, p.options,
                               (SELECT jsonb_agg(s.name ORDER BY s.name)
                                FROM assortment a JOIN store s ON s.id = a.store_id
                                WHERE a.product_id = p.id) AS stores,
                               (SELECT jsonb_object_agg(s.name, jsonb_build_object('price', trim_scale(pp.price)::text,
                                                                                   'old_price', trim_scale(pp.old_price)::text))
                                FROM product_price pp JOIN store s ON s.id = pp.store_id AND s.currency = pp.currency
                                WHERE pp.product_id = p.id AND pp.valid_to = 'infinity' AND NOT pp.scheduled
                                    AND s.archived_at IS NULL) AS store_prices,
                               (SELECT jsonb_agg(jsonb_build_object('store', s.name, 'price', trim_scale(pp.price)::text,
                                                                    'from', to_char(pp.valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                                                    'to', to_char(nullif(pp.valid_to, 'infinity') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                                                 ORDER BY pp.valid_from, s.name)
                                FROM product_price pp LEFT JOIN store s ON s.id = pp.store_id
                                WHERE pp.product_id = p.id AND pp.scheduled AND pp.valid_to > :now
                                    AND pp.currency = coalesce(s.currency, p.currency) AND s.archived_at IS NULL)
                                   AS planned_prices,
                               (SELECT jsonb_object_agg(of_store.name, of_store.tags)
                                FROM (SELECT s.name, jsonb_agg(t.name ORDER BY t.name) AS tags
                                      FROM product_tag pt JOIN tag t ON t.id = pt.tag_id JOIN store s ON s.id = t.store_id
                                      WHERE pt.product_id = p.id
                                      GROUP BY s.name) AS of_store) AS tags
                        FROM product p
                        LEFT JOIN category c ON c.id = p.category_id
                        LEFT JOIN product_group g ON g.id = p.group_id
                        WHERE p.id = ANY (:products) AND p.deleted_at IS NULL
                        ORDER BY p.id
                        """)
                .bindArray(
                        "products",
                        UUID.class,
                        products.stream().map(ProductId::value).toList())
                .bind("now", now)
                .map((row, context) -> new Exported(Columns.id(row, "id", ProductId::new), cells(row)))
                .list();
    }

    private static List<@Nullable Object> cells(ResultSet row) throws SQLException {
        List<@Nullable Object> cells = new ArrayList<>(Column.EXPORTED.size());
        for (Column column : Column.EXPORTED) {
            cells.add(
                    switch (column) {
                        case PRICE, OLD_PRICE -> amount(Columns.moneyOrNull(row, column.text(), "currency"));
                        case IS_ORGANIC -> String.valueOf(row.getBoolean(column.text()));
                        case ATTRIBUTES, OPTIONS, IMAGES -> notEmpty(row.getString(column.text()));
                        default -> row.getString(column.text());
                    });
        }
        return cells;
    }

    private static @Nullable String amount(@Nullable Money money) {
        return money == null ? null : money.amount().toPlainString();
    }

    private static @Nullable String notEmpty(String json) {
        return NOTHING.contains(json) ? null : json;
    }
}
