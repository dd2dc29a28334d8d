package aisle.kernel;

import java.util.UUID;

/** Identifies a line of a cart. */
public record CartLineId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
