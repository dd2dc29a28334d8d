package aisle.inventory;

import aisle.kernel.DomainError;

/** What became of a row of a file about stock. */
public sealed interface StockRowOutcome {
    /** It is booked, on a product that the store did not have until now. */
    record Opened() implements StockRowOutcome {}

    /** It is booked. */
    record Changed() implements StockRowOutcome {}

    /** Everything is as the row says already. */
    record Unchanged() implements StockRowOutcome {}

    /** It cannot be, and has left no trace. */
    record Refused(DomainError why) implements StockRowOutcome {}
}
