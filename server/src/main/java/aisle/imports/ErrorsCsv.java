package aisle.imports;

import aisle.platform.csv.CsvStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** A job's errors as a CSV file for a spreadsheet. */
final class ErrorsCsv {
    private static final List<String> HEADER = List.of("row", "column", "reason", "value");

    private ErrorsCsv() {}

    static void write(OutputStream out, List<RowError> errors) {
        CsvStream.Source<RowError> once = last -> last == null ? errors : List.of();
        CsvStream.write(
                out, HEADER, once, error -> Arrays.asList(error.row(), error.column(), error.reason(), error.value()));
    }
}
