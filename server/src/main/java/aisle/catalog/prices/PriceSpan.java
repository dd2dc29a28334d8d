package aisle.catalog.prices;

import aisle.kernel.Money;
import aisle.kernel.PriceId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price and when it is meant to hold. Whether it applies is another question: {@link EffectivePrice} answers it.
 *
 * @param id of a scheduled price; a list price has none, since a place has but one at a time
 * @param storeId whose price it is; null for the whole chain's
 * @param oldPrice what a list price is said to have been before
 * @param from inclusive
 * @param to exclusive; null when no end is known
 */
public record PriceSpan(
        @Nullable PriceId id,
        ProductId productId,
        @Nullable StoreId storeId,
        Money price,
        @Nullable Money oldPrice,
        Instant from,
        @Nullable Instant to,
        long version) {
    /** Whether it comes before the list price of its place while it lasts. */
    public boolean isScheduled() {
        return id != null;
    }
}
