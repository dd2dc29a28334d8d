package aisle.catalog.search;

/** By what shoppers narrow a result. */
enum Facet {
    CATEGORY,
    BRAND,
    PRICE,
    TAG,
    ORGANIC,
    IN_STOCK
}
