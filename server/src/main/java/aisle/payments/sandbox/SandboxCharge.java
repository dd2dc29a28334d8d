package aisle.payments.sandbox;

import aisle.kernel.Money;
import java.time.Instant;

/** A payment in the books of the sandbox. */
record SandboxCharge(
        String reference,
        SandboxToken token,
        Money amount,
        State state,
        Money captured,
        Money refunded,
        Instant createdAt) {
    SandboxCharge in(State next) {
        return new SandboxCharge(reference, token, amount, next, captured, refunded, createdAt);
    }

    /** Where it stands there. */
    enum State {
        /** Waits for the customer. */
        OPEN,
        PROCESSING,
        AUTHORIZED,
        CAPTURED,
        CANCELED,
        DECLINED
    }
}
