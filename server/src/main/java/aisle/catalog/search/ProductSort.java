package aisle.catalog.search;

import org.jspecify.annotations.Nullable;

/** In which order products are listed; names break ties. */
public enum ProductSort {
    /** Exact names first, then names that begin so. Without words to search for, as NAME. */
    RELEVANCE,
    PRICE,
    PRICE_DESCENDING,
    NAME,
    NEWEST;

    /** What {@link #of} reads. */
    static final String WRITINGS = "relevance|price|-price|name|newest";

    static @Nullable ProductSort of(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "price" -> PRICE;
            case "-price" -> PRICE_DESCENDING;
            case "name" -> NAME;
            case "newest" -> NEWEST;
            default -> RELEVANCE;
        };
    }
}
