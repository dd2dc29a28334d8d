package aisle.kernel;

import java.util.UUID;

/** Identifies a order. */
public record OrderId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
