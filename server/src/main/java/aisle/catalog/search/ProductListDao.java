package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductRows;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of lists of products, sorted by what a row holds. */
final class ProductListDao {
    private static final String COUNTED = "product";

    private final ProductRows rows;

    ProductListDao(Json json) {
        this.rows = new ProductRows(json);
    }

    /**
     * The page is chosen first, so that prices, tags and stock are looked up for its rows only.
     *
     * @param matching the filter as conditions
     */
    Page<Product> list(Handle handle, ProductFilter filter, ProductMatching matching, Instant now, PageRequest page) {
        PagedQuery query = new PagedQuery(
                handle, page, sort(filter, matching), matching.sql(), statement -> matching.bind(statement, Map.of()));
        if (filter.isByStatusAlone()) {
            query.knownTotal(() -> filter.status() == null
                    ? RowCounts.of(handle, COUNTED)
                    : RowCounts.of(handle, COUNTED, List.of(filter.status())));
        }
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("store", filter.store());
        shown.put("now", now);
        return query.read(
                """
                WITH page AS (
                    SELECT p.id <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                )
                SELECT %s, <position>
                FROM page JOIN product p ON p.id = page.id
                %s
                ORDER BY <order>
                """.formatted(ProductRows.COLUMNS, matching.prices() + ProductRows.JOINS),
                statement -> statement.bindMap(shown),
                rows::product);
    }

    /** Names, else ids break ties. */
    private static Keyset sort(ProductFilter filter, ProductMatching matching) {
        SortKey name = SortKey.text("p.name_lower");
        SortKey id = SortKey.uuid("p.id");
        return switch (Objects.requireNonNullElse(filter.sort(), ProductSort.NAME)) {
            case RELEVANCE, NAME -> Keyset.of(name, id);
            case PRICE -> Keyset.of(SortKey.number(matching.price()), name, id);
            case PRICE_DESCENDING -> Keyset.of(SortKey.number(matching.price()).descending(), name, id);
            case NEWEST ->
                Keyset.of(
                        SortKey.time("p.created_at").descending(),
                        SortKey.uuid("p.id").descending());
        };
    }
}
