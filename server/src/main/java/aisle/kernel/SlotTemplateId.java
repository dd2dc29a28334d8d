package aisle.kernel;

import java.util.UUID;

/** Identifies a weekly template of slots. */
public record SlotTemplateId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
