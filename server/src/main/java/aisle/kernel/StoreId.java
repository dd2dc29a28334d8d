package aisle.kernel;

import java.util.UUID;

/** Identifies a store. */
public record StoreId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
