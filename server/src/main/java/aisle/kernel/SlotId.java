package aisle.kernel;

import java.util.UUID;

/** Identifies a delivery or pickup slot. */
public record SlotId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
