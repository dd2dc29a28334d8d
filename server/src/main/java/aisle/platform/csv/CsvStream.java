package aisle.platform.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a CSV file (RFC 4180, UTF-8) of any length, a batch of rows at a time, so that it is never whole in memory and no
 * connection is kept while a slow client reads.
 */
public final class CsvStream {
    /** A spreadsheet runs what begins with one of these as a formula (OWASP, CSV injection); some know the wide forms too. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvStream() {}

    /** Reads the rows behind one, or the first ones; none are left when it answers an empty list. */
    @FunctionalInterface
    public interface Source<R> {
        List<R> after(@Nullable R last);
    }

    /**
     * Writes all rows of a source.
     *
     * @param cells the row's cells, in the order of the header; null is an empty one
     * @throws UncheckedIOException when the client is gone
     */
    public static <R> void write(
            OutputStream out, List<String> header, Source<R> source, Function<R, List<@Nullable Object>> cells) {
        try {
            CsvWriter csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.CRLF)
                    .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            csv.writeRecord(header);
            R last = null;
            for (List<R> rows = source.after(last); !rows.isEmpty(); rows = source.after(last)) {
                for (R row : rows) {
                    csv.writeRecord(
                            cells.apply(row).stream().map(CsvStream::text).toList());
                }
                csv.flush();
                last = rows.getLast();
            }
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers and the like as they are; texts, which come from people, so that no spreadsheet runs them. */
    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        return cell instanceof String text ? neutralised(text) : cell.toString();
    }

    /**
     * A text with a quotation mark in front when a spreadsheet would run it. One that begins like a text that has got such a
     * mark gets another, so that {@link #restored} always finds back.
     */
    public static String neutralised(String text) {
        return isMarked(text, 0) ? "'" + text : text;
    }

    /** What {@link #neutralised} was given. */
    public static String restored(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == '\'' && isMarked(cell, 1) ? cell.substring(1) : cell;
    }

    /** Whether quotation marks, if any, and a character that begins a formula follow. */
    private static boolean isMarked(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
    }
}
