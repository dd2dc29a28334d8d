package aisle.imports;

/** How a file says what a product is. */
public enum FileFormat {
    /** Columns that are named as in Aisle's own files. */
    AISLE,
    /** Columns that somebody has named for this one file. */
    MAPPED,
    SHOPIFY,
    WOOCOMMERCE
}
