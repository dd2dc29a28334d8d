package aisle.kernel;

import java.util.UUID;

/** Identifies a scheduled price. */
public record PriceId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
