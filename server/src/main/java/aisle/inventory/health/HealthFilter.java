package aisle.inventory.health;

import aisle.inventory.HealthLevel;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import org.jspecify.annotations.Nullable;

/**
 * Which products of which stores are wanted; null members do not filter.
 *
 * @param minimum at least so much is available
 * @param maximum at most so much is available
 */
public record HealthFilter(
        @Nullable StoreId store,
        @Nullable HealthLevel level,
        @Nullable Quantity minimum,
        @Nullable Quantity maximum) {}
