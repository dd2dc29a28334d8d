package aisle.kernel;

import java.util.UUID;

/** Identifies an API key. */
public record ApiKeyId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
