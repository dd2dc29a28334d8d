package aisle.platform.json;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An amount as a client sends it: a number, a decimal string, or an object with a currency. Without a currency the
 * store's, else the chain's, is meant.
 */
@Schema(
        description = "A decimal string or number, or {\"amount\": \"12.90\", \"currency\": \"USD\"}.",
        example = "12.90",
        anyOf = {String.class, BigDecimal.class, MoneyInput.Written.class})
public record MoneyInput(BigDecimal amount, @Nullable String currency) {
    static final int MAX_SCALE = Money.MAX_SCALE;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,18})?");

    /** The form as an object. */
    @Schema(name = "MoneyObject")
    public record Written(String amount, String currency) {}

    /** An amount as a client could have sent it. */
    public static MoneyInput of(Money money) {
        return new MoneyInput(money.amount(), money.currency().getCurrencyCode());
    }

    /** Reads a decimal string; null when it is none. */
    public static @Nullable BigDecimal parse(String text) {
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    /**
     * This amount in the currency that is expected here.
     *
     * @throws DomainError {@link ErrorCode#CURRENCY_MISMATCH} when the client named another
     */
    public Money in(Currency expected) {
        if (currency != null && !expected.getCurrencyCode().equals(currency)) {
            throw DomainError.of(
                    ErrorCode.CURRENCY_MISMATCH,
                    "Amounts here are in " + expected.getCurrencyCode() + ", not in " + currency + ".");
        }
        return new Money(amount, expected);
    }
}
