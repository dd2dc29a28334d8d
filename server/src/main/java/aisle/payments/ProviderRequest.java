package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is asked to do.
 *
 * @param attempt our own id of it
 * @param key derived from it; the same at each repetition
 * @param token the customer's means; only to authorise
 * @param reference what the provider calls the payment; null before it told
 * @param begunAt when it was written down, before the provider was first asked
 */
public record ProviderRequest(
        Kind kind,
        UUID attempt,
        String key,
        OrderId order,
        Money amount,
        @Nullable String token,
        @Nullable String reference,
        Instant begunAt) {
    /** What is asked for. */
    public enum Kind {
        /** Have money promised. */
        AUTHORIZE,
        /** Take what was promised, or less, and let go of the rest. */
        CAPTURE,
        /** Let go of it. */
        VOID,
        /** Give back what was taken, or a part of it. */
        REFUND
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "ProviderRequest[" + kind + ", " + attempt + ", " + amount + "]";
    }
}
