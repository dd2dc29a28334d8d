package aisle.delivery;

import aisle.kernel.Quantity;
import aisle.kernel.Unit;
import java.math.BigDecimal;

/** How many items a line counts in a slot: its pieces, and one for whatever is weighed or measured. */
public final class ItemCount {
    /** What no van carries: beyond it nobody counts. */
    private static final int MOST = 1_000_000;

    private ItemCount() {}

    public static int of(Unit unit, Quantity quantity) {
        return unit == Unit.EACH
                ? quantity.value().min(BigDecimal.valueOf(MOST)).intValue()
                : 1;
    }
}
