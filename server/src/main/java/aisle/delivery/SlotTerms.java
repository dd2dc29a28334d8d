package aisle.delivery;

import aisle.kernel.DomainError;
import aisle.kernel.Money;
import aisle.platform.json.MoneyInput;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On what terms a slot takes orders; a template's and each of its slots'. See {@link Slot} for the members. */
record SlotTerms(
        int capacity,
        @Nullable Integer itemCapacity,
        int cutoffMinutes,
        Money fee,
        List<SlotZone> zones,
        boolean onlyZones) {
    /** Unless somebody says otherwise: an hour is what picking a small order takes. */
    static final int DEFAULT_CUTOFF_MINUTES = 60;

    /** A month before. */
    static final int LONGEST_CUTOFF_MINUTES = 43_200;

    static final int MOST_ORDERS = 100_000;
    static final int MOST_ITEMS = 10_000_000;

    SlotTerms {
        zones = List.copyOf(zones);
    }

    /**
     * A fee as it can be paid.
     *
     * @param field where the client wrote it
     * @throws DomainError VALIDATION_ERROR when it has more decimals than its currency; CURRENCY_MISMATCH
     */
    static Money payable(String field, MoneyInput fee, Currency currency) {
        Money money = fee.in(currency);
        int decimals = money.amount().stripTrailingZeros().scale();
        if (decimals > Math.max(0, currency.getDefaultFractionDigits())) {
            throw DomainError.invalid(field, "invalid", "must have no more decimals than " + currency + " has");
        }
        return money;
    }
}
