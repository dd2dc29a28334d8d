package aisle.catalog.files;

import aisle.kernel.Money;
import aisle.platform.json.MoneyInput;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts as people write them: {@code 1234.5}, {@code 1,234.50}, {@code 1.234,50} and {@code 12,90}. What could be
 * read in two ways is refused.
 */
final class Amounts {
    static final String NO_AMOUNT = "must be an amount with at most 4 decimals, such as 12.90";

    private static final Pattern COMMA_GROUPS = Pattern.compile("-?\\d{1,3}(,\\d{3})+\\.\\d+|-?\\d{1,3}(,\\d{3}){2,}");
    private static final Pattern POINT_GROUPS =
            Pattern.compile("-?\\d{1,3}(\\.\\d{3})+,\\d+|-?\\d{1,3}(\\.\\d{3}){2,}");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("-?\\d+,(\\d{1,2}|\\d{4})|-?(\\d{4,}|0),\\d{3}");
    private static final Pattern TWO_MEANINGS = Pattern.compile("-?\\d{1,3},\\d{3}");

    private Amounts() {}

    /** An amount, or why there is none. */
    record Reading(@Nullable BigDecimal amount, @Nullable String problem) {}

    static Reading read(String text) {
        BigDecimal amount = MoneyInput.parse(plain(text));
        if (amount == null) {
            return new Reading(null, problem(text));
        }
        return amount.stripTrailingZeros().scale() > Money.MAX_SCALE
                ? new Reading(null, NO_AMOUNT)
                : new Reading(amount, null);
    }

    private static String plain(String text) {
        if (text.indexOf(',') < 0 && text.indexOf('.') == text.lastIndexOf('.')) {
            return text;
        }
        if (COMMA_GROUPS.matcher(text).matches()) {
            return text.replace(",", "");
        }
        if (POINT_GROUPS.matcher(text).matches()) {
            return text.replace(".", "").replace(',', '.');
        }
        return DECIMAL_COMMA.matcher(text).matches() ? text.replace(',', '.') : text;
    }

    private static String problem(String text) {
        if (TWO_MEANINGS.matcher(text).matches()) {
            return "could mean " + text.replace(",", "") + " or " + text.replace(',', '.') + ": write one of them";
        }
        return Spreadsheets.isRounded(text) ? Spreadsheets.SHORTENED : NO_AMOUNT;
    }
}
