package aisle.inventory;

import aisle.kernel.Quantity;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a store decides about a product's stock; see {@link StockLevel} for the meanings. */
public record StockSettings(
        @Nullable @Size(max = 50) String binLocation,
        @Nullable Quantity reorderPoint,
        @Nullable Quantity reorderQuantity) {}
