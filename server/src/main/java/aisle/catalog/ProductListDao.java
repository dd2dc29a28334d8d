package aisle.catalog;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.LikePattern;
import aisle.platform.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of lists of products: the parts that a filter asks for, joined; what a client wrote is only ever bound. */
final class ProductListDao {
    private final ProductRows rows;

    ProductListDao(Json json) {
        this.rows = new ProductRows(json);
    }

    /** Two statements: how many there are, and the page. */
    Page<Product> list(Handle handle, ProductFilter filter, Instant now, PageRequest page) {
        Matching matching = new Matching(filter, now);
        long total = handle.createQuery("SELECT count(*) " + matching.sql())
                .bindMap(matching.bindings)
                .mapTo(Long.class)
                .one();
        if (total <= page.offset()) {
            return new Page<>(List.of(), total, page);
        }
        Order order = Order.of(filter);
        Map<String, @Nullable Object> bindings = new HashMap<>(matching.bindings);
        bindings.put("store", filter.store());
        bindings.put("now", now);
        if (order.needsText()) {
            bindings.put("text", filter.text());
        }
        // The page is chosen first, so that prices, tags and stock are looked up for its rows only.
        List<Product> products = handle.createQuery("""
                        WITH page AS (
                            SELECT p.id, %1$s AS sort_key
                            %2$s
                            ORDER BY sort_key %3$s, p.name_lower, p.id
                            LIMIT :limit OFFSET :offset
                        )
                        SELECT %4$s
                        FROM page JOIN product p ON p.id = page.id
                        %5$s
                        ORDER BY page.sort_key %3$s, p.name_lower, p.id
                        """.formatted(
                                order.key(), matching.sql(), order.direction(), ProductRows.COLUMNS, ProductRows.JOINS))
                .bindMap(bindings)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, context) -> rows.product(row))
                .list();
        return new Page<>(products, total, page);
    }

    private record Order(String key, String direction, boolean needsText) {
        private static final String RELEVANCE = """
                CASE WHEN p.search_text NOT LIKE like_literal(fold(:text)) || '%' THEN 2
                     WHEN fold(p.name) <> fold(:text) THEN 1
                     ELSE 0 END""";

        static Order of(ProductFilter filter) {
            return switch (Objects.requireNonNullElse(filter.sort(), ProductSort.RELEVANCE)) {
                case RELEVANCE ->
                    filter.words().isEmpty()
                            ? new Order("p.name_lower", "ASC", false)
                            : new Order(RELEVANCE, "ASC", true);
                case PRICE -> new Order(price(filter), "ASC", false);
                case PRICE_DESCENDING -> new Order(price(filter), "DESC", false);
                case NAME -> new Order("p.name_lower", "ASC", false);
                case NEWEST -> new Order("p.created_at", "DESC", false);
            };
        }
    }

    private static String price(ProductFilter filter) {
        return filter.store() == null ? "p.price" : "coalesce(own.price, p.price)";
    }

    /** FROM and WHERE of the products that a filter lets through, and the values bound in them. */
    private static final class Matching {
        private final StringBuilder from = new StringBuilder("FROM product p\n");
        private final List<String> where = new ArrayList<>(List.of("p.deleted_at IS NULL"));
        private final Map<String, @Nullable Object> bindings = new HashMap<>();

        Matching(ProductFilter filter, Instant now) {
            if (filter.store() != null) {
                bindings.put("store", filter.store());
                from.append("JOIN assortment a ON a.product_id = p.id AND a.store_id = :store\n");
                if (asksForPrice(filter)) {
                    bindings.put("now", now);
                    from.append(ProductRows.OWN_PRICE);
                }
            }
            for (int i = 0; i < filter.words().size(); i++) {
                String word = "word" + i;
                and(
                        "p.search_text LIKE '%' || like_literal(fold(:" + word + ")) || '%'",
                        word,
                        filter.words().get(i));
            }
            if (filter.name() != null) {
                // The collation of the index, which the one for lower() would otherwise displace.
                and(
                        "p.name_lower LIKE lower(:name COLLATE \"und-x-icu\") COLLATE \"default\"",
                        "name",
                        LikePattern.containing(filter.name()));
            }
            and(
                    "p.category_id IN (SELECT id FROM category WHERE path @> ARRAY[CAST(:category AS uuid)])",
                    "category",
                    filter.category());
            and("lower(p.brand COLLATE \"und-x-icu\") = lower(:brand COLLATE \"und-x-icu\")", "brand", filter.brand());
            and(price(filter) + " >= :minPrice", "minPrice", filter.minPrice());
            and(price(filter) + " <= :maxPrice", "maxPrice", filter.maxPrice());
            and("p.is_organic = :organic", "organic", filter.organic());
            and(
                    "p.status = :status",
                    "status",
                    filter.status() == null ? null : filter.status().name());
            if (filter.inStock() != null) {
                String here = filter.store() == null ? "" : " AND s.store_id = :store";
                exists(filter.inStock(), "stock s WHERE s.product_id = p.id AND s.on_hand > s.reserved" + here);
            }
            if (filter.assigned() != null) {
                exists(filter.assigned(), "assortment x WHERE x.product_id = p.id");
            }
        }

        private static boolean asksForPrice(ProductFilter filter) {
            return filter.minPrice() != null
                    || filter.maxPrice() != null
                    || filter.sort() == ProductSort.PRICE
                    || filter.sort() == ProductSort.PRICE_DESCENDING;
        }

        private void and(String condition, String name, @Nullable Object value) {
            if (value != null) {
                where.add(condition);
                bindings.put(name, value);
            }
        }

        private void exists(boolean wanted, String rows) {
            where.add((wanted ? "" : "NOT ") + "EXISTS (SELECT FROM " + rows + ")");
        }

        String sql() {
            return from + "WHERE " + String.join("\n    AND ", where);
        }
    }
}
