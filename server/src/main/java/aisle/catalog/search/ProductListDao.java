package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductRows;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.LikePattern;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
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
    private static final String COUNTED = "product";

    /** All own prices of the store at once, where each product's is asked for. */
    private static final String OWN_PRICES = """
            LEFT JOIN (
                SELECT DISTINCT ON (pp.product_id) pp.product_id, pp.price
                FROM product_price pp JOIN store own_store ON own_store.id = pp.store_id
                WHERE pp.store_id = CAST(:store AS uuid) AND pp.currency = own_store.currency AND pp.valid_from <= :now
                ORDER BY pp.product_id, pp.valid_from DESC
            ) own ON own.product_id = p.id
            """;

    private final ProductRows rows;

    ProductListDao(Json json) {
        this.rows = new ProductRows(json);
    }

    /** The page is chosen first, so that prices, tags and stock are looked up for its rows only. */
    Page<Product> list(Handle handle, ProductFilter filter, Instant now, PageRequest page) {
        Matching matching = new Matching(filter, now);
        PagedQuery query = new PagedQuery(
                handle, page, sort(filter), matching.sql(), statement -> statement.bindMap(matching.bindings));
        if (filter.isByStatusAlone()) {
            query.knownTotal(() -> filter.status() == null
                    ? RowCounts.of(handle, COUNTED)
                    : RowCounts.of(handle, COUNTED, List.of(filter.status())));
        }
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("store", filter.store());
        shown.put("now", now);
        if (filter.isByRelevance()) {
            shown.put("text", filter.text());
        }
        return query.read(
                """
                WITH page AS (
                    SELECT p.id <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                )
                SELECT %s, <position>
                FROM page JOIN product p ON p.id = page.id
                %s
                ORDER BY <order>
                """.formatted(ProductRows.COLUMNS, ProductRows.JOINS),
                statement -> statement.bindMap(shown),
                rows::product);
    }

    /** Names, else ids break ties. */
    private static Keyset sort(ProductFilter filter) {
        SortKey name = SortKey.text("p.name_lower");
        SortKey id = SortKey.uuid("p.id");
        return switch (Objects.requireNonNullElse(filter.sort(), ProductSort.RELEVANCE)) {
            case RELEVANCE -> filter.isByRelevance() ? Keyset.withoutPositions("""
                                CASE WHEN p.search_text NOT LIKE (SELECT like_literal(fold(:text)) || '%') THEN 2
                                     WHEN fold(p.name) <> (SELECT fold(:text)) THEN 1
                                     ELSE 0 END, p.name_lower, p.id""") : Keyset.of(name, id);
            case NAME -> Keyset.of(name, id);
            case PRICE -> Keyset.of(SortKey.number(price(filter)), name, id);
            case PRICE_DESCENDING -> Keyset.of(SortKey.number(price(filter)).descending(), name, id);
            case NEWEST ->
                Keyset.of(
                        SortKey.time("p.created_at").descending(),
                        SortKey.uuid("p.id").descending());
        };
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
                    from.append(OWN_PRICES);
                }
            }
            for (int i = 0; i < filter.words().size(); i++) {
                String word = "word" + i;
                // Folded once, by a query of its own, and not for each row.
                and(
                        "p.search_text LIKE (SELECT '%' || like_literal(fold(:" + word + ")) || '%')",
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
