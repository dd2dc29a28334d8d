package aisle.catalog.imports;

/** What a file brings. */
public enum ImportKind {
    PRODUCTS,
    INVENTORY,
    ORDERS
}
