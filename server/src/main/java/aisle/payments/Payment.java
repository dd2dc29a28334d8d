package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.PaymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment of an order.
 *
 * @param amount what it is to bring
 * @param authorized what may be taken
 * @param captured what was taken of it
 * @param refunded what of that was given back
 * @param nextAction what the customer must do; null when nothing
 * @param authorizeAt when the provider will be asked, since a promise made now would not last until it is needed; null when
 *     it was asked at once
 */
public record Payment(
        PaymentId id,
        PaymentMethod method,
        PaymentStatus status,
        Money amount,
        Money authorized,
        Money captured,
        Money refunded,
        @Nullable NextAction nextAction,
        @Nullable Instant authorizeAt) {

    /** Whether nobody is asked yet and nothing stands in the order's way. */
    public boolean isLater() {
        return status == PaymentStatus.UNKNOWN && authorizeAt != null;
    }
}
