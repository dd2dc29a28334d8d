package aisle.inventory.files;

import aisle.inventory.StockMovement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of {@code movements.csv}. */
record MovementLine(
        StockMovement movement, String sku, @Nullable String gtin, String name, String storeName) {
    static final List<String> HEADER = List.of(
            "occurred_at",
            "sku",
            "gtin",
            "name",
            "store_id",
            "store",
            "seq",
            "delta",
            "balance_after",
            "reason",
            "reference",
            "actor_id");

    List<@Nullable Object> cells() {
        return Arrays.asList(
                movement.occurredAt(),
                sku,
                gtin,
                name,
                movement.storeId(),
                storeName,
                movement.seq(),
                movement.delta(),
                movement.balanceAfter(),
                movement.reason(),
                movement.reference(),
                movement.actorId());
    }
}
