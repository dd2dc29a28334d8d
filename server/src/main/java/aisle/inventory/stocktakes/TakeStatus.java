package aisle.inventory.stocktakes;

/** Where a stock-take stands; it is counted while it is OPEN. */
public enum TakeStatus {
    OPEN,
    /** Its differences are booked. */
    POSTED,
    /** Given up; nothing was booked. */
    CANCELED
}
