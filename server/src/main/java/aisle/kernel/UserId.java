package aisle.kernel;

import java.util.UUID;

/** Identifies a user. */
public record UserId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
