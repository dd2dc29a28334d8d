package aisle.inventory.health;

import aisle.inventory.HealthLevel;
import aisle.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many products of some stores are how well stocked.
 *
 * @param products by level; each level is there
 * @param value of all that is on hand, one amount for each currency
 */
record HealthSummary(Map<HealthLevel, Long> products, List<Money> value) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    HealthSummary {
        products = new EnumMap<>(products);
        value = List.copyOf(value);
    }

    long total() {
        return products.values().stream().mapToLong(Long::longValue).sum();
    }

    long of(HealthLevel level) {
        return products.getOrDefault(level, 0L);
    }

    long withStock() {
        return total() - of(HealthLevel.OUT_OF_STOCK);
    }

    /** In percent, with one decimal; null of nothing. */
    @Nullable
    BigDecimal share(long part) {
        return total() == 0
                ? null
                : HUNDRED.multiply(BigDecimal.valueOf(part))
                        .divide(BigDecimal.valueOf(total()), 1, RoundingMode.HALF_UP);
    }
}
