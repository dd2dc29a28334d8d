package aisle.kernel;

import java.util.UUID;

/** Identifies an import job. */
public record ImportId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
