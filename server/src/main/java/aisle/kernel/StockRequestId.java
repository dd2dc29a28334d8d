package aisle.kernel;

import java.util.UUID;

/** Identifies what staff asked to be put right about a product's stock. */
public record StockRequestId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
