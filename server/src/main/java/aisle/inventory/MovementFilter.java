package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the ledger are wanted; null members do not filter.
 *
 * @param reason such as {@code COUNT}
 * @param actor the user or the API key that did it
 * @param reference the whole reference
 * @param from at or after
 * @param to before
 */
public record MovementFilter(
        @Nullable StoreId store,
        @Nullable ProductId product,
        @Nullable String reason,
        @Nullable UUID actor,
        @Nullable String reference,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** The same, of what happened before this moment. */
    public MovementFilter until(Instant end) {
        return new MovementFilter(store, product, reason, actor, reference, from, end);
    }
}
