package aisle.kernel;

import java.util.UUID;

/** Identifies a payment. */
public record PaymentId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
