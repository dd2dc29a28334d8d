package aisle.kernel;

import java.util.UUID;

/** Identifies a tag. */
public record TagId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
