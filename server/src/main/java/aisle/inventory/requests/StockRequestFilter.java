package aisle.inventory.requests;

import aisle.kernel.StoreId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are listed; null anywhere stands for all.
 *
 * @param requestedBy only those of this user or API key
 */
record StockRequestFilter(
        @Nullable Set<StoreId> stores,
        StockRequest.@Nullable Status status,
        @Nullable UUID requestedBy) {}
