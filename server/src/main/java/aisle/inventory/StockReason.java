package aisle.inventory;

/** Why stock changed by hand. */
public enum StockReason {
    RECEIPT,
    COUNT,
    DAMAGE,
    EXPIRY,
    THEFT,
    RETURN,
    CORRECTION
}
