package aisle.inventory.health;

import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A product in a store, with all by which it is judged.
 *
 * @param value of what is on hand, at the chain's price
 * @param sold how much was sold within the last {@value Reorder#DAYS} days
 * @param leadTimeDays as the store set it
 */
record Stocked(
        StoreId store,
        ProductId product,
        String sku,
        String name,
        Unit unit,
        Quantity onHand,
        Quantity available,
        Money value,
        Quantity sold,
        @Nullable Quantity reorderPoint,
        @Nullable Quantity reorderQuantity,
        @Nullable Integer leadTimeDays) {}
