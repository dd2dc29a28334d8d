package aisle.stores;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The postcodes that a store serves. Each is a whole code or, with {@code *} at its end, the beginning of many:
 * {@code D02*} serves {@code D02 X285}. Case and spaces do not count, and are not kept.
 */
public final class Postcodes {
    /** How many a store may name; whole regions are said by their beginnings. */
    public static final int MOST = 5000;

    /** What one may be; the {@code *} alone would serve everywhere, which is said by no postcodes at all. */
    public static final String FORM = "\\s*[A-Za-z0-9][A-Za-z0-9 -]{0,18}\\*?\\s*";

    public static final String MESSAGE = "must be a postcode, or the beginning of some with * at its end, such as D02*";

    private static final String MORE = "*";

    private Postcodes() {}

    /** As they are kept: in one writing, each once, in the order in which they were named. */
    public static List<String> kept(List<String> named) {
        return named.stream().map(Postcodes::normal).distinct().toList();
    }

    /** Whether a postcode is among those that are kept of a store; nothing is kept of one that serves everywhere. */
    public static boolean serve(List<String> kept, @Nullable String postcode) {
        if (kept.isEmpty()) {
            return true;
        }
        String wanted = normal(postcode == null ? "" : postcode);
        return kept.stream()
                .anyMatch(served -> served.endsWith(MORE)
                        ? wanted.startsWith(served.substring(0, served.length() - 1))
                        : wanted.equals(served));
    }

    private static String normal(String postcode) {
        return postcode.replace(" ", "").strip().toUpperCase(Locale.ROOT);
    }
}
