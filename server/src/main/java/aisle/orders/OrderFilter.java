package aisle.orders;

import aisle.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which orders are wanted; null members do not filter.
 *
 * @param number a whole order number
 * @param from placed at or after
 * @param to placed before
 */
public record OrderFilter(
        @Nullable OrderStatus status,
        @Nullable StoreId store,
        @Nullable String number,
        @Nullable Instant from,
        @Nullable Instant to) {
    static final OrderFilter ALL = new OrderFilter(null, null, null, null, null);
}
