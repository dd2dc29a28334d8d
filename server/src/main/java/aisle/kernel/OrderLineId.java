package aisle.kernel;

import java.util.UUID;

/** Identifies a line of an order. */
public record OrderLineId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
