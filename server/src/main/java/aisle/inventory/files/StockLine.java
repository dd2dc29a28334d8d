package aisle.inventory.files;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of {@code inventory.csv}. What was reserved at a moment that is over nobody knows; it is null then. */
record StockLine(
        StoreId store,
        ProductId product,
        String sku,
        @Nullable String gtin,
        String name,
        String storeName,
        String unit,
        Quantity onHand,
        @Nullable Quantity reserved,
        @Nullable Quantity reorderPoint,
        @Nullable Quantity reorderQuantity,
        @Nullable Integer leadTimeDays,
        @Nullable String binLocation,
        Instant updatedAt) {
    static final List<String> HEADER = List.of(
            "sku",
            "gtin",
            "name",
            "store_id",
            "store",
            "unit",
            "on_hand",
            "reserved",
            "available",
            "reorder_point",
            "reorder_quantity",
            "lead_time_days",
            "bin_location",
            "updated_at");

    List<@Nullable Object> cells() {
        return Arrays.asList(
                sku,
                gtin,
                name,
                store,
                storeName,
                unit,
                onHand,
                reserved,
                reserved == null ? null : onHand.minus(reserved),
                reorderPoint,
                reorderQuantity,
                leadTimeDays,
                binLocation,
                updatedAt);
    }
}
