package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wish to have an order paid.
 *
 * @param order which need not be written yet
 * @param token by what the provider finds the customer's means; needed for methods that are online
 * @param neededAt when the money is taken at the latest, such as the end of the delivery slot; null for soon
 * @param expiresAt until when the customer can bring it to an end; only of methods that are online
 */
public record PaymentWish(
        StoreId store,
        OrderId order,
        PaymentMethod method,
        @Nullable String token,
        Money amount,
        @Nullable Instant neededAt,
        Instant expiresAt) {
    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "PaymentWish[" + order + ", " + method + ", " + amount + "]";
    }
}
