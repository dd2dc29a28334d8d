package aisle.platform.csv;

import java.util.regex.Pattern;

/** What spreadsheets do to the numbers of a CSV file. */
public final class Spreadsheets {
    /** {@code 7.62E+12}: what is left of a long number after it was shown as a rounded one. */
    private static final Pattern ROUNDED = Pattern.compile("[+-]?\\d+([.,]\\d+)?[eE]\\+?\\d+");

    /** As {@link #ROUNDED}, but nothing that somebody might have chosen as a name. */
    private static final Pattern SURELY_ROUNDED = Pattern.compile("\\d[.,]\\d+E\\+\\d+");

    public static final String SHORTENED =
            "was rounded by a spreadsheet: format its column as text, and write the number out";

    private Spreadsheets() {}

    /** Whether this was a number with more digits once. */
    public static boolean isRounded(String number) {
        return ROUNDED.matcher(number).matches();
    }

    /** Whether this text, which may be any, was a number with more digits once. */
    public static boolean isSurelyRounded(String text) {
        return SURELY_ROUNDED.matcher(text).matches();
    }
}
