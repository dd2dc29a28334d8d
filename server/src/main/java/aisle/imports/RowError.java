package aisle.imports;

import org.jspecify.annotations.Nullable;

/**
 * A cell that keeps its row from being imported.
 *
 * @param row where it stands in the file as a spreadsheet counts, the header being row 1
 * @param column the header of its column; for a path of several columns their headers joined by {@code >}
 * @param reason a sentence for people
 * @param value what stands there, shortened
 */
public record RowError(
        long row, String column, String reason, @Nullable String value) {
    private static final int LONGEST = 200;

    /** A cell may have a megabyte, and a file a million of those; a zero character cannot be stored. */
    public RowError {
        column = shortened(column);
        value = value == null ? null : shortened(value.replace('\0', '\uFFFD'));
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
