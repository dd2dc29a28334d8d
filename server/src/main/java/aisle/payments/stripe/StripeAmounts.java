package aisle.payments.stripe;

import aisle.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/** Amounts as Stripe counts them: in the smallest unit of the currency (https://docs.stripe.com/currencies). */
final class StripeAmounts {
    /** These have no smaller unit any more, and Stripe still counts them in hundredths. */
    private static final Set<String> HUNDREDTHS_OF_OLD = Set.of("ISK", "UGX");

    private StripeAmounts() {}

    static long of(Money money) {
        return money.amount()
                .movePointRight(digits(money.currency()))
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    static Money money(long amount, String currency) {
        Currency known = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
        return new Money(BigDecimal.valueOf(amount).movePointLeft(digits(known)), known);
    }

    static String code(Money money) {
        return money.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }

    private static int digits(Currency currency) {
        return HUNDREDTHS_OF_OLD.contains(currency.getCurrencyCode())
                ? 2
                : Math.max(currency.getDefaultFractionDigits(), 0);
    }
}
