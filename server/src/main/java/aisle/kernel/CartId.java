package aisle.kernel;

import java.util.UUID;

/** Identifies a cart. */
public record CartId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
