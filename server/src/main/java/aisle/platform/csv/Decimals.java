package aisle.platform.csv;

import aisle.platform.json.MoneyInput;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as people write them: {@code 1234.5}, {@code 1,234.50}, {@code 1.234,50} and {@code 12,90}. What could be
 * read in two ways is refused.
 */
public final class Decimals {
    private static final Pattern COMMA_GROUPS = Pattern.compile("-?\\d{1,3}(,\\d{3})+\\.\\d+|-?\\d{1,3}(,\\d{3}){2,}");
    private static final Pattern POINT_GROUPS =
            Pattern.compile("-?\\d{1,3}(\\.\\d{3})+,\\d+|-?\\d{1,3}(\\.\\d{3}){2,}");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("-?\\d+,(\\d{1,2}|\\d{4})|-?(\\d{4,}|0),\\d{3}");
    private static final Pattern TWO_MEANINGS = Pattern.compile("-?\\d{1,3},\\d{3}");

    private Decimals() {}

    /** A number, or why there is none. */
    public record Reading(
            @Nullable BigDecimal number, @Nullable String problem) {}

    /**
     * Reads a number.
     *
     * @param scale how many decimals it may have
     * @param otherwise what is wrong with a text that is no such number
     */
    public static Reading read(String text, int scale, String otherwise) {
        BigDecimal number = MoneyInput.parse(plain(text));
        if (number == null) {
            return new Reading(null, problem(text, otherwise));
        }
        return number.stripTrailingZeros().scale() > scale ? new Reading(null, otherwise) : new Reading(number, null);
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

    private static String problem(String text, String otherwise) {
        if (TWO_MEANINGS.matcher(text).matches()) {
            return "could mean " + text.replace(",", "") + " or " + text.replace(',', '.') + ": write one of them";
        }
        return Spreadsheets.isRounded(text) ? Spreadsheets.SHORTENED : otherwise;
    }
}
