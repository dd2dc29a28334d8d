package aisle.kernel;

import java.util.UUID;

/** Identifies a customer. */
public record CustomerId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
