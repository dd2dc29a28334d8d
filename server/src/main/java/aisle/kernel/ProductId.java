package aisle.kernel;

import java.util.UUID;

/** Identifies a product. */
public record ProductId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
