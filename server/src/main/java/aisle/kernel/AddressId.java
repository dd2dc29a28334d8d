package aisle.kernel;

import java.util.UUID;

/** Identifies an address that a customer keeps. */
public record AddressId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
