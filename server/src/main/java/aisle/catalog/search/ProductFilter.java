package aisle.catalog.search;

import aisle.catalog.products.ProductStatus;
import aisle.kernel.CategoryId;
import aisle.kernel.StoreId;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which products are wanted; null wants all.
 *
 * @param words each of which must stand in the name or the brand, ignoring case and accents
 * @param name a literal part of the name, ignoring case
 * @param category the product's own or one above it
 * @param store only what this store sells, with its price and stock
 * @param assigned whether any store at all sells it
 * @param sort by relevance when null
 */
public record ProductFilter(
        List<String> words,
        @Nullable String name,
        @Nullable CategoryId category,
        @Nullable StoreId store,
        @Nullable String brand,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        @Nullable Boolean inStock,
        @Nullable Boolean organic,
        @Nullable ProductStatus status,
        @Nullable Boolean assigned,
        @Nullable ProductSort sort) {
    static final int LONGEST_TEXT = 200;
    static final ProductFilter ALL =
            new ProductFilter(List.of(), null, null, null, null, null, null, null, null, null, null, null);

    /** The text as it was typed, its words one space apart. */
    String text() {
        return String.join(" ", words);
    }

    /** Whether how well a product fits decides where it stands, which no cursor can say. */
    boolean isByRelevance() {
        return !words.isEmpty() && (sort == null || sort == ProductSort.RELEVANCE);
    }

    /** The status alone decides, if anything. */
    boolean isByStatusAlone() {
        return ALL.withStatus(status).withSort(sort).equals(this);
    }

    private ProductFilter withSort(@Nullable ProductSort wanted) {
        return new ProductFilter(
                words, name, category, store, brand, minPrice, maxPrice, inStock, organic, status, assigned, wanted);
    }

    ProductFilter withWords(@Nullable String text) {
        List<String> parts = text == null
                ? List.of()
                : Stream.of(text.split("[\\s\\p{Z}]+"))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
        return new ProductFilter(
                parts, name, category, store, brand, minPrice, maxPrice, inStock, organic, status, assigned, sort);
    }

    /** Only of this category and those below it. */
    public ProductFilter withCategory(@Nullable CategoryId wanted) {
        return new ProductFilter(
                words, name, wanted, store, brand, minPrice, maxPrice, inStock, organic, status, assigned, sort);
    }

    ProductFilter withStore(@Nullable StoreId wanted) {
        return new ProductFilter(
                words, name, category, wanted, brand, minPrice, maxPrice, inStock, organic, status, assigned, sort);
    }

    ProductFilter withStatus(@Nullable ProductStatus wanted) {
        return new ProductFilter(
                words, name, category, store, brand, minPrice, maxPrice, inStock, organic, wanted, assigned, sort);
    }

    ProductFilter withAssigned(@Nullable Boolean wanted) {
        return new ProductFilter(
                words, name, category, store, brand, minPrice, maxPrice, inStock, organic, status, wanted, sort);
    }
}
