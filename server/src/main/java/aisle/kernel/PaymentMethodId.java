package aisle.kernel;

import java.util.UUID;

/** Identifies a payment method that a user keeps. */
public record PaymentMethodId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
