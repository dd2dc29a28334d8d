package aisle.kernel;

import java.util.UUID;

/** Identifies a place that is kept in a slot for a cart. */
public record SlotHoldId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
