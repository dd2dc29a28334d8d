package aisle.platform.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180), read one at a time: cells apart by commas, semicolons or tabs, as the header has
 * them, either kind of line end, quoted cells over several lines.
 */
public final class CsvRows implements AutoCloseable {
    /** The longest cell, so that a lost quote cannot fill the memory. */
    static final int MAX_CELL = 1 << 20;

    private static final int BUFFER = 1 << 16;

    /** By how often they stand in the header; the first of equals. */
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /** A row that is not blank; {@code number} counts as a spreadsheet does, the header being row 1. */
    public record Row(long number, List<String> cells) {}

    private final InputStream file;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private long number;

    /**
     * @param file in UTF-8, plain or compressed with gzip
     * @throws UnreadableFile when the file has no header row, or is in another encoding
     */
    public CsvRows(InputStream file) {
        this.file = file;
        try {
            BufferedReader text = new BufferedReader(TextFile.open(file), BUFFER);
            records = CsvReader.builder()
                    .fieldSeparator(separator(text))
                    .skipEmptyLines(false)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .allowUnclosedQuote(false)
                    .allowExtraCharsAfterClosingQuote(false)
                    .maxBufferSize(MAX_CELL)
                    .ofCsvRecord(text)
                    .iterator();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e, "The file is damaged: it cannot be unpacked.");
        }
        Row first = next();
        if (first == null) {
            throw new UnreadableFile("The file has no header row.");
        }
        header = first.cells().stream().map(String::strip).toList();
        if (header.stream().anyMatch(name -> name.indexOf(0) >= 0)) {
            throw new UnreadableFile("The header holds a zero character.");
        }
    }

    private static char separator(BufferedReader text) throws IOException {
        text.mark(BUFFER);
        int[] counts = new int[SEPARATORS.length];
        boolean quoted = false;
        boolean blank = true;
        for (int i = 0; i < BUFFER - 1; i++) {
            int c = text.read();
            if (c < 0 || (c == '\n' || c == '\r') && !quoted && !blank) {
                break;
            }
            blank &= Character.isWhitespace(c);
            quoted ^= c == '"';
            for (int separator = 0; separator < SEPARATORS.length && !quoted; separator++) {
                counts[separator] += c == SEPARATORS[separator] ? 1 : 0;
            }
        }
        text.reset();
        int most = 0;
        for (int separator = 1; separator < SEPARATORS.length; separator++) {
            most = counts[separator] > counts[most] ? separator : most;
        }
        return SEPARATORS[most];
    }

    /** The names of the columns, without blanks around them. */
    public List<String> header() {
        return header;
    }

    /**
     * The next row, or null behind the last.
     *
     * @throws UnreadableFile when the file cannot be read on
     */
    @Nullable
    public Row next() {
        try {
            while (records.hasNext()) {
                List<String> cells = records.next().getFields();
                number++;
                if (cells.size() > 1 || !cells.getFirst().isBlank()) {
                    return new Row(number, cells);
                }
            }
            return null;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw unreadable(cause, "The file is damaged behind row " + number + ".");
            }
            throw new UnreadableFile(
                    "Row " + (number + 1)
                            + " cannot be read: a quoted cell is not closed, text follows a closing quote,"
                            + " or a cell is longer than " + MAX_CELL + " characters.",
                    e);
        } catch (UncheckedIOException e) {
            throw unreadable(e, "The file is damaged behind row " + number + ".");
        }
    }

    private UnreadableFile unreadable(Exception error, String otherwise) {
        Throwable cause = error instanceof UncheckedIOException unchecked ? unchecked.getCause() : error;
        if (!(cause instanceof CharacterCodingException)) {
            return new UnreadableFile(otherwise, error);
        }
        String place = number == 0 ? "" : " behind row " + number;
        return new UnreadableFile(
                "The file is not in UTF-8" + place + "; it is probably in Latin-1 or Windows-1252. " + TextFile.ADVICE,
                error);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
