package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stock of one product in one store.
 *
 * @param onHand what lies in the store
 * @param reserved how much of it is promised
 * @param binLocation where it lies
 * @param reorderPoint at or below this much available it should be ordered again
 * @param reorderQuantity how much to order then
 * @param leadTimeDays how long a delivery takes
 * @param version counts the changes by people, not the reservations
 */
public record StockLevel(
        StoreId storeId,
        ProductId productId,
        String sku,
        String name,
        String unit,
        Quantity onHand,
        Quantity reserved,
        @Nullable String binLocation,
        @Nullable Quantity reorderPoint,
        @Nullable Quantity reorderQuantity,
        @Nullable Integer leadTimeDays,
        long version,
        Instant updatedAt) {

    /** What can still be promised. */
    public Quantity available() {
        return onHand.minus(reserved);
    }
}
