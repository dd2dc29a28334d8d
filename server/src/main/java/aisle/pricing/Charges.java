package aisle.pricing;

import aisle.kernel.Money;
import aisle.settings.SettingKey;
import aisle.settings.SettingsOfStore;
import aisle.stores.Store;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store asks for besides its goods, at one moment.
 *
 * @param minimumOrder what the goods of a delivery or pickup must at least cost
 * @param freeDeliveryFrom from which cost of the goods on the store's fee is waived; null for never
 * @param taxClass of the fee, and {@code taxRate} in the store's country
 */
public record Charges(
        Money minimumOrder, Money deliveryFee, @Nullable Money freeDeliveryFrom, String taxClass, BigDecimal taxRate) {

    /** The charges of a store by its settings. */
    public static Charges of(Store store, SettingsOfStore settings) {
        Currency currency = store.currency();
        return new Charges(
                Objects.requireNonNull(settings.amount(SettingKey.MINIMUM_ORDER, currency)),
                Objects.requireNonNull(settings.amount(SettingKey.DELIVERY_FEE, currency)),
                settings.amount(SettingKey.FREE_DELIVERY_FROM, currency),
                Objects.requireNonNull(settings.text(SettingKey.DELIVERY_TAX_CLASS)),
                settings.deliveryTaxRate());
    }

    /**
     * What it costs to hand goods over.
     *
     * @param delivered false when the customer comes for them
     * @param goods what the goods cost, after any discount
     * @param slotFee what the chosen slot costs, which nothing waives
     */
    public HandOver handOver(boolean delivered, Money goods, Money slotFee) {
        Money nothing = Money.zero(goods.currency());
        if (!delivered) {
            return new HandOver(nothing, slotFee, HandOver.Reason.NOT_DELIVERED);
        }
        if (deliveryFee.isZero()) {
            return new HandOver(nothing, slotFee, HandOver.Reason.NO_FEE);
        }
        return freeDeliveryFrom != null && goods.compareTo(freeDeliveryFrom) >= 0
                ? new HandOver(nothing, slotFee, HandOver.Reason.FREE_DELIVERY_REACHED)
                : new HandOver(deliveryFee, slotFee, HandOver.Reason.STORE_FEE);
    }

    /** The fee for it, as a basket takes it; null when there is none. */
    public Basket.@Nullable Fee fee(HandOver handOver) {
        Money total = handOver.total();
        return total.isZero() ? null : new Basket.Fee(total, taxClass, taxRate);
    }

    /**
     * What handing the goods over costs, and why.
     *
     * @param storeFee for the delivery; zero when it is waived
     * @param slotFee for the time that was chosen
     */
    public record HandOver(Money storeFee, Money slotFee, Reason reason) {
        /** Why the store's fee is what it is. */
        public enum Reason {
            NOT_DELIVERED,
            NO_FEE,
            STORE_FEE,
            FREE_DELIVERY_REACHED
        }

        public Money total() {
            return storeFee.plus(slotFee);
        }
    }
}
