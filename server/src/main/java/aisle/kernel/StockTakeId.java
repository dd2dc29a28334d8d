package aisle.kernel;

import java.util.UUID;

/** Identifies a stock-take. */
public record StockTakeId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
