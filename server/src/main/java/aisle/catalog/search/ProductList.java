package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductStatus;
import aisle.kernel.CategoryId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Finds products: lists that a filter narrows, and what a text finds, by relevance or in any other order. */
@Singleton
class ProductList {
    private final ProductListDao lists;
    private final SearchDao searches;
    private final CatalogDao catalog;
    private final WordDao words = new WordDao();
    private final Database database;
    private final Time time;

    ProductList(Database database, Json json, Time time) {
        this.lists = new ProductListDao(json);
        this.searches = new SearchDao(json);
        this.catalog = new CatalogDao(json);
        this.database = database;
        this.time = time;
    }

    /**
     * The products that a filter lets through and that are not deleted. A category takes one statement more, a text
     * another one.
     */
    Page<Product> list(ProductFilter filter, PageRequest page) {
        return database.read(handle -> list(
                handle,
                filter,
                filter.category() == null ? List.of() : catalog.subtree(handle, filter.category()),
                page));
    }

    /** As {@link #list}, as far as shoppers see it: what is active, and of a category what is not hidden in it. */
    Page<Product> listShown(ProductFilter filter, PageRequest page) {
        return database.read(handle -> list(
                handle,
                filter.withStatus(ProductStatus.ACTIVE),
                filter.category() == null ? List.of() : catalog.shownSubtree(handle, filter.category()),
                page));
    }

    private Page<Product> list(Handle handle, ProductFilter filter, List<CategoryId> categories, PageRequest page) {
        Instant now = time.now();
        ProductMatching matching = new ProductMatching(filter, categories, Set.of());
        if (filter.text() == null) {
            return lists.list(handle, filter, matching, now, page);
        }
        SearchText text = words.read(handle, filter.text());
        return filter.isByRelevance()
                ? searches.search(handle, text, matching, filter.store(), now, page)
                : lists.list(handle, filter, matching.found(text), now, page);
    }
}
