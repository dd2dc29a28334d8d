package aisle.catalog.search;

import aisle.catalog.products.ProductStatus;
import aisle.kernel.CategoryId;
import aisle.kernel.StoreId;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which products are wanted; null wants all.
 *
 * @param text what is searched for, tidy
 * @param name a literal part of the name, ignoring case
 * @param category the product's own or one above it
 * @param store only what this store sells, with its price and stock
 * @param brand the whole brand, ignoring case and accents
 * @param tag the name or the id of a tag that the product carries
 * @param assigned whether any store at all sells it
 * @param sort by relevance when null
 */
public record ProductFilter(
        @Nullable String text,
        @Nullable String name,
        @Nullable CategoryId category,
        @Nullable StoreId store,
        @Nullable String brand,
        @Nullable String tag,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        @Nullable Boolean inStock,
        @Nullable Boolean organic,
        @Nullable ProductStatus status,
        @Nullable Boolean assigned,
        @Nullable ProductSort sort) {
    public static final int LONGEST_TEXT = 1000;
    static final ProductFilter ALL =
            new ProductFilter(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Whether how well a product fits decides where it stands, which no cursor can say. */
    boolean isByRelevance() {
        return text != null && (sort == null || sort == ProductSort.RELEVANCE);
    }

    /** The facets of which it wants one value. */
    Set<Facet> narrowedBy() {
        EnumSet<Facet> facets = EnumSet.noneOf(Facet.class);
        put(facets, Facet.CATEGORY, category);
        put(facets, Facet.BRAND, brand);
        put(facets, Facet.PRICE, minPrice);
        put(facets, Facet.PRICE, maxPrice);
        put(facets, Facet.TAG, tag);
        put(facets, Facet.ORGANIC, organic);
        put(facets, Facet.IN_STOCK, inStock);
        return facets;
    }

    private static void put(Set<Facet> facets, Facet facet, @Nullable Object wanted) {
        if (wanted != null) {
            facets.add(facet);
        }
    }

    /** A text of blanks searches for nothing. */
    ProductFilter withText(@Nullable String wanted) {
        String tidy = wanted == null ? "" : SearchText.tidy(wanted);
        return new ProductFilter(
                tidy.isEmpty() ? null : tidy,
                name,
                category,
                store,
                brand,
                tag,
                minPrice,
                maxPrice,
                inStock,
                organic,
                status,
                assigned,
                sort);
    }

    ProductFilter withSort(@Nullable ProductSort wanted) {
        return new ProductFilter(
                text, name, category, store, brand, tag, minPrice, maxPrice, inStock, organic, status, assigned,
                wanted);
    }

    /** What the list of the back office may ask for. */
    public static ProductFilter ofBackOffice(
            @Nullable String text,
            @Nullable ProductStatus status,
            @Nullable CategoryId category,
            @Nullable Boolean assigned) {
        return ALL.withText(text).withStatus(status).withCategory(category).withAssigned(assigned);
    }

    public ProductFilter withCategory(@Nullable CategoryId wanted) {
        return new ProductFilter(
                text, name, wanted, store, brand, tag, minPrice, maxPrice, inStock, organic, status, assigned, sort);
    }

    public ProductFilter withStore(@Nullable StoreId wanted) {
        return new ProductFilter(
                text, name, category, wanted, brand, tag, minPrice, maxPrice, inStock, organic, status, assigned, sort);
    }

    ProductFilter withStatus(@Nullable ProductStatus wanted) {
        return new ProductFilter(
                text, name, category, store, brand, tag, minPrice, maxPrice, inStock, organic, wanted, assigned, sort);
    }

    ProductFilter withAssigned(@Nullable Boolean wanted) {
        return new ProductFilter(
                text, name, category, store, brand, tag, minPrice, maxPrice, inStock, organic, status, wanted, sort);
    }
}
