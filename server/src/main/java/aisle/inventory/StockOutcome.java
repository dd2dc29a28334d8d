package aisle.inventory;

import aisle.kernel.DomainError;
import aisle.kernel.Quantity;

/** What became of a {@link StockWish}. */
public sealed interface StockOutcome {
    /** It is booked. */
    record Booked() implements StockOutcome {}

    /**
     * It is so much that a second person must agree.
     *
     * @param delta what it comes to at this moment
     * @param settings what else was to be changed
     */
    record Waiting(Quantity delta, SettingsChange settings) implements StockOutcome {}

    /** It cannot be, and has left no trace. */
    record Refused(DomainError why) implements StockOutcome {}
}
