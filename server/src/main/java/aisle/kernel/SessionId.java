package aisle.kernel;

import java.util.UUID;

/** Identifies a sign-in session. */
public record SessionId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
