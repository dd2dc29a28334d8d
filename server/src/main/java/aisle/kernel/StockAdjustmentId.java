package aisle.kernel;

import java.util.UUID;

/** Identifies a change of stock that waits, or waited, for a second person. */
public record StockAdjustmentId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
