package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * A page of products that were found.
 *
 * @param corrected what was searched for instead of what was typed; null when it was that
 * @param facets null when nobody asked
 */
public record Found(
        Page<Product> page,
        @Nullable String corrected,
        @Nullable Facets facets) {}
