package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductContents;
import aisle.catalog.products.ProductStatus;
import aisle.kernel.CategoryId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds products: lists that a filter narrows, and what a text finds, by relevance or in any other order. */
@Singleton
class ProductList {
    private final ProductListDao lists;
    private final SearchDao searches;
    private final CatalogDao catalog;
    private final WordDao words = new WordDao();
    private final FacetDao facets = new FacetDao();
    private final Database database;
    private final Time time;

    ProductList(Database database, ProductContents contents, Time time) {
        this.lists = new ProductListDao(contents);
        this.searches = new SearchDao(contents);
        this.catalog = new CatalogDao(contents);
        this.database = database;
        this.time = time;
    }

    /** The products that a filter lets through and that are not deleted. */
    Page<Product> list(ProductFilter filter, PageRequest page) {
        return database.read(handle -> find(
                        handle,
                        filter,
                        filter.category() == null ? List.of() : catalog.subtree(handle, filter.category()),
                        page,
                        false)
                .page());
    }

    /**
     * As {@link #list}, as far as shoppers see it: what is active, and of a category what is not hidden in it. A category,
     * a text and facets take one statement more each.
     */
    Found find(ProductFilter filter, PageRequest page, boolean withFacets) {
        return database.read(handle -> find(
                handle,
                filter.withStatus(ProductStatus.ACTIVE),
                filter.category() == null ? List.of() : catalog.shownSubtree(handle, filter.category()),
                page,
                withFacets));
    }

    private Found find(
            Handle handle, ProductFilter filter, List<CategoryId> categories, PageRequest page, boolean withFacets) {
        Instant now = time.now();
        SearchText text = filter.text() == null ? null : words.read(handle, filter.text());
        ProductMatching matching = new ProductMatching(filter, categories);
        Page<Product> products = text != null && filter.isByRelevance()
                ? searches.search(handle, text, matching, filter.store(), now, page)
                : lists.list(handle, filter, categories, text == null ? matching : matching.found(text), now, page);
        return new Found(
                products,
                text == null ? null : text.corrected(),
                withFacets ? facets(handle, text, filter, categories) : null);
    }

    private Facets facets(Handle handle, @Nullable SearchText text, ProductFilter filter, List<CategoryId> categories) {
        Map<Facet, ProductMatching> without = new EnumMap<>(Facet.class);
        filter.narrowedBy().forEach(facet -> without.put(facet, ProductMatching.counting(filter, categories, facet)));
        ProductMatching matching = ProductMatching.counting(filter, categories, null);
        return facets.facets(handle, text, filter.store(), matching, without);
    }
}
