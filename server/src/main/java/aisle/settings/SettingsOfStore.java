package aisle.settings;

import aisle.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a store at one moment: its own, else the chain's, else the default.
 *
 * @param deliveryTaxRate of the tax class of its delivery fees, in its country on this day; 0 where none is known
 */
public record SettingsOfStore(Map<SettingKey, Value> values, BigDecimal deliveryTaxRate) {
    public SettingsOfStore {
        values = Map.copyOf(values);
    }

    /** A text as it was set, and of an amount its currency. */
    record Value(String text, @Nullable String currency) {}

    /**
     * An amount, or its default. What the chain has set in another currency than the store's does not hold for the store.
     *
     * @param currency the store's
     */
    public @Nullable Money amount(SettingKey key, Currency currency) {
        Value value = values.get(key);
        if (value != null && currency.getCurrencyCode().equals(value.currency())) {
            return new Money(new BigDecimal(value.text()), currency);
        }
        String ordinary = key.ordinary();
        return ordinary == null ? null : new Money(new BigDecimal(ordinary), currency);
    }

    /** A text, or its default. */
    public @Nullable String text(SettingKey key) {
        Value value = values.get(key);
        return value == null ? key.ordinary() : value.text();
    }
}
