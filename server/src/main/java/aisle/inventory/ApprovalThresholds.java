package aisle.inventory;

import aisle.kernel.Money;
import aisle.kernel.Quantity;
import aisle.platform.config.AisleConfig;
import jakarta.inject.Singleton;
import java.math.BigDecimal;

/** From which amount on a change of stock takes a second person. */
@Singleton
class ApprovalThresholds {
    private final AisleConfig.Inventory settings;

    ApprovalThresholds(AisleConfig config) {
        this.settings = config.inventory();
    }

    /** Whether a change is above the quantity or, at the chain's price, above the value; 0 switches either off. */
    boolean areExceeded(Goods goods, Quantity delta) {
        Quantity amount = new Quantity(delta.value().abs());
        Money value = goods.price().times(amount);
        return isAbove(amount.value(), settings.approvalQuantity())
                || isAbove(value.amount(), settings.approvalValue());
    }

    private static boolean isAbove(BigDecimal amount, long threshold) {
        return threshold > 0 && amount.compareTo(BigDecimal.valueOf(threshold)) > 0;
    }
}
