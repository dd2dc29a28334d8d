package aisle.inventory.health;

import aisle.inventory.StockThresholds;
import aisle.kernel.Quantity;
import aisle.kernel.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Whether a product should be ordered anew, and how much of it. It should when no more is available than the reorder point:
 * the store's own, else what the days until the delivery and the safety days will sell. Then so much is proposed that, once
 * the delivery is there, the reorder point is still met; of whole reorder quantities, where the store set one. What is
 * already on its way is not known here.
 *
 * @param recentSales of the last 28 days, by the ledger
 * @param leadTimeDays how long the delivery takes
 * @param reorderPoint the store's own, else the reckoned one
 * @param proposedQuantity null when nothing need be ordered
 */
public record Reorder(
        Quantity recentSales,
        int leadTimeDays,
        Quantity reorderPoint,
        @Nullable Quantity proposedQuantity) {
    /** How many days' sales are looked at. */
    static final int DAYS = 28;

    private static final BigDecimal SPAN = BigDecimal.valueOf(DAYS);
    private static final Quantity LEAST = Quantity.of("0.001");

    static Reorder of(Stocked stocked, StockThresholds thresholds) {
        int lead = stocked.leadTimeDays() == null ? thresholds.leadTimeDays() : stocked.leadTimeDays();
        Quantity point = stocked.reorderPoint() == null
                ? salesOf(stocked, lead + thresholds.safetyDays())
                : stocked.reorderPoint();
        boolean isDue = stocked.available().compareTo(point) <= 0
                && (stocked.reorderPoint() != null || stocked.sold().isPositive());
        Quantity missing = point.plus(salesOf(stocked, lead)).minus(stocked.available());
        return new Reorder(stocked.sold(), lead, point, isDue ? orderable(stocked, missing) : null);
    }

    /** What so many days sell, at the pace of the last weeks; rather a little more than less. */
    private static Quantity salesOf(Stocked stocked, int days) {
        BigDecimal sold = stocked.sold().value().multiply(BigDecimal.valueOf(days));
        return new Quantity(sold.divide(SPAN, stocked.unit() == Unit.EACH ? 0 : Quantity.SCALE, RoundingMode.CEILING));
    }

    /** At least something: who is at the reorder point orders. */
    private static Quantity orderable(Stocked stocked, Quantity missing) {
        Quantity least = stocked.unit() == Unit.EACH ? Quantity.of(1) : LEAST;
        Quantity needed = missing.compareTo(least) < 0 ? least : missing;
        Quantity pack = stocked.reorderQuantity();
        if (pack == null || !pack.isPositive()) {
            return needed;
        }
        BigDecimal packs = needed.value().divide(pack.value(), 0, RoundingMode.CEILING);
        return new Quantity(packs.multiply(pack.value()));
    }
}
