package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger. {@code seq} numbers the movements of one product in one store without a gap, from 1.
 *
 * @param actorId the user or the API key that caused it; null for the system
 */
public record StockMovement(
        StoreId storeId,
        ProductId productId,
        long seq,
        Quantity delta,
        Quantity balanceAfter,
        String reason,
        @Nullable String reference,
        @Nullable UUID actorId,
        Instant occurredAt) {}
