package aisle.kernel;

import java.util.UUID;

/** Identifies a category. */
public record CategoryId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
