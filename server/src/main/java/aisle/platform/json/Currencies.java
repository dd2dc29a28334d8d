package aisle.platform.json;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Currencies from text, where a client wrote them. */
public final class Currencies {
    public static final String EXPECTED = "must be an ISO 4217 code such as USD";

    private Currencies() {}

    /** The currency of this code, or null. Codes for gold, tests and the like are no money that one pays with. */
    public static @Nullable Currency parse(String code) {
        try {
            Currency currency = Currency.getInstance(code);
            return currency.getDefaultFractionDigits() < 0 ? null : currency;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
