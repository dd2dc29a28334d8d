package aisle.catalog.imports;

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
        long row, String column, String reason, @Nullable String value) {}
