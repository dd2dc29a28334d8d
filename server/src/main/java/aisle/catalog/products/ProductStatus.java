package aisle.catalog.products;

/** Who sees a product: only the back office (DRAFT), shoppers too (ACTIVE), or nobody any more (ARCHIVED). */
public enum ProductStatus {
    DRAFT,
    ACTIVE,
    ARCHIVED
}
