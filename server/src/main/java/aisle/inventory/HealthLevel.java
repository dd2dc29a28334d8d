package aisle.inventory;

import aisle.kernel.Quantity;
import org.jspecify.annotations.Nullable;

/** How well a product is stocked, by what is available of it. Each level ends where the next one begins. */
public enum HealthLevel {
    OUT_OF_STOCK,
    CRITICAL,
    LOW,
    MEDIUM,
    HIGH;

    /** The level of an amount. */
    public static HealthLevel of(Quantity available, StockThresholds thresholds) {
        for (HealthLevel level : values()) {
            Quantity upTo = level.upTo(thresholds);
            if (upTo == null || available.compareTo(upTo) <= 0) {
                return level;
            }
        }
        throw new IllegalStateException("the last level has no end");
    }

    /** What is available of a product of this level is more than this; null for the lowest. */
    public @Nullable Quantity above(StockThresholds thresholds) {
        return this == OUT_OF_STOCK ? null : values()[ordinal() - 1].upTo(thresholds);
    }

    /** It is at most this; null for the highest. */
    public @Nullable Quantity upTo(StockThresholds thresholds) {
        return switch (this) {
            case OUT_OF_STOCK -> Quantity.ZERO;
            case CRITICAL -> thresholds.critical();
            case LOW -> thresholds.low();
            case MEDIUM -> thresholds.medium();
            case HIGH -> null;
        };
    }
}
