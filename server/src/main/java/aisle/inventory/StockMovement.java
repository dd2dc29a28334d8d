package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the ledger. {@code seq} numbers the movements of one product in one store without a gap, from 1. */
public record StockMovement(
        StoreId storeId,
        ProductId productId,
        long seq,
        Quantity delta,
        Quantity balanceAfter,
        String reason,
        @Nullable String reference,
        @Nullable UserId actorId,
        Instant occurredAt) {}
