package aisle.inventory;

/** What became of somebody's change of stock. */
public sealed interface ChangeOutcome {
    /** It is booked; the stock is as it is now. */
    record Changed(StockLevel level) implements ChangeOutcome {}

    /** It is too much for one person, and waits for a second one. */
    record Waits(PendingAdjustment adjustment) implements ChangeOutcome {}
}
