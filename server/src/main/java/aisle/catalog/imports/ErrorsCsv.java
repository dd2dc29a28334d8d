package aisle.catalog.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job's errors as a CSV file for a spreadsheet. */
final class ErrorsCsv {
    private ErrorsCsv() {}

    static String of(List<RowError> errors) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord("row", "column", "reason", "value");
            for (RowError error : errors) {
                csv.writeRecord(
                        String.valueOf(error.row()), harmless(error.column()), error.reason(), harmless(error.value()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * The cell as text only. Headers and values come from strangers, and a spreadsheet would run what begins with one of
     * these characters as a formula (OWASP, CSV injection).
     */
    private static String harmless(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
