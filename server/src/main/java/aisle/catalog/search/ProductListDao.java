package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductContents;
import aisle.catalog.products.ProductRows;
import aisle.catalog.products.ProductStatus;
import aisle.kernel.CategoryId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of lists of products, sorted by what a row holds. */
final class ProductListDao {
    private static final ProductFilter SHOWN = ProductFilter.ALL.withStatus(ProductStatus.ACTIVE);

    private final ProductContents contents;

    ProductListDao(ProductContents contents) {
        this.contents = contents;
    }

    /**
     * The page is chosen first, so that prices, tags and stock are looked up for its rows only.
     *
     * @param categories the wanted category and all below it
     * @param matching the filter as conditions
     */
    Page<Product> list(
            Handle handle,
            ProductFilter filter,
            List<CategoryId> categories,
            ProductMatching matching,
            Instant now,
            PageRequest page) {
        PagedQuery query = new PagedQuery(
                handle, page, sort(filter, matching), matching.sql(), statement -> matching.bind(statement, Map.of()));
        knownTotal(handle, filter, categories, query);
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("store", filter.store());
        shown.put("now", now);
        Page<ProductContents.Found> found = query.read(
                """
                WITH page AS MATERIALIZED (
                    SELECT p.id, row_number() OVER (ORDER BY <order>) AS place, <position> <matching> AND <after>
                    ORDER BY <order> LIMIT :fetch OFFSET :skip
                )
                SELECT %s, page.page_position
                FROM page JOIN product p ON p.id = page.id
                %s
                ORDER BY page.place
                """.formatted(ProductRows.FRESH, ProductRows.JOINS),
                statement -> statement.bindMap(shown),
                contents::found);
        return new Page<>(contents.complete(handle, found.items()), found.total(), found.next(), page);
    }

    /** Triggers count the products of each status, and those that shoppers see in each store and category. */
    private static void knownTotal(Handle handle, ProductFilter filter, List<CategoryId> categories, PagedQuery query) {
        ProductFilter unsorted = filter.withSort(null);
        ProductStatus status = filter.status();
        StoreId store = filter.store();
        if (unsorted.equals(ProductFilter.ALL)) {
            query.knownTotal(() -> RowCounts.of(handle, "product"));
        } else if (status != null && unsorted.equals(ProductFilter.ALL.withStatus(status))) {
            query.knownTotal(() -> RowCounts.of(handle, "product", List.of(status)));
        } else if (store != null && unsorted.equals(SHOWN.withStore(store))) {
            query.knownTotal(() -> RowCounts.of(handle, "assortment", List.of(store)));
        } else if (unsorted.equals(SHOWN.withCategory(filter.category()))) {
            query.knownTotal(() -> RowCounts.of(handle, "category", categories));
        }
    }

    /** Names break ties, among the prices of a store ids: its shelf is sorted without looking at names. */
    private static Keyset sort(ProductFilter filter, ProductMatching matching) {
        SortKey name = SortKey.text("p.name_lower");
        SortKey id = SortKey.uuid("p.id");
        return switch (Objects.requireNonNullElse(filter.sort(), ProductSort.NAME)) {
            case RELEVANCE, NAME -> Keyset.of(name, id);
            case PRICE -> byPrice(filter, SortKey.number(matching.price()));
            case PRICE_DESCENDING ->
                byPrice(filter, SortKey.number(matching.price()).descending());
            case NEWEST ->
                Keyset.of(
                        SortKey.time("p.created_at").descending(),
                        SortKey.uuid("p.id").descending());
        };
    }

    private static Keyset byPrice(ProductFilter filter, SortKey price) {
        if (filter.store() == null) {
            return Keyset.of(price, SortKey.text("p.name_lower"), SortKey.uuid("p.id"));
        }
        SortKey product = SortKey.uuid("a.product_id");
        return Keyset.of(price, price.isDescending() ? product.descending() : product);
    }
}
