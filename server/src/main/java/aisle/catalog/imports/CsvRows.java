package aisle.catalog.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180), read one at a time: with or without byte order mark, either kind of line end, quoted
 * cells over several lines, compressed with gzip or not. Bytes that are no UTF-8 arrive as U+FFFD.
 */
final class CsvRows implements AutoCloseable {
    /** The longest cell, so that a lost quote cannot fill the memory. */
    static final int MAX_CELL = 1 << 20;

    /** The longest text: compression could hide an endless one in a small upload. */
    private static final long MAX_BYTES = 8L << 30;

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    /** A row that is not blank; {@code number} counts as a spreadsheet does, the header being row 1. */
    record Row(long number, List<String> cells) {}

    private final InputStream file;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;
    private long number;

    /** @throws UnreadableFile when the file has no header row */
    CsvRows(InputStream file) {
        this.file = file;
        try {
            records = CsvReader.builder()
                    .detectBomHeader(true)
                    .skipEmptyLines(false)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .allowUnclosedQuote(false)
                    .allowExtraCharsAfterClosingQuote(false)
                    .maxBufferSize(MAX_CELL)
                    .ofCsvRecord(new Limited(uncompressed(file)), StandardCharsets.UTF_8)
                    .iterator();
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableFile("The file is damaged: it cannot be unpacked.", e);
        }
        Row first = next();
        if (first == null) {
            throw new UnreadableFile("The file has no header row.");
        }
        header = first.cells().stream().map(String::strip).toList();
    }

    private static InputStream uncompressed(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(2);
        int magic = (buffered.read() << 8) | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    List<String> header() {
        return header;
    }

    /**
     * The next row, or null behind the last.
     *
     * @throws UnreadableFile when the file cannot be read on
     */
    @Nullable
    Row next() {
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
            throw new UnreadableFile(
                    "Row " + (number + 1)
                            + " cannot be read: a quoted cell is not closed, text follows a closing quote,"
                            + " or a cell is longer than " + MAX_CELL + " characters.",
                    e);
        } catch (UncheckedIOException e) {
            throw new UnreadableFile("The file is damaged behind row " + number + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends in an error behind {@link #MAX_BYTES}. */
    private static final class Limited extends FilterInputStream {
        private long left = MAX_BYTES;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(1, super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            return count(read, read);
        }

        private int count(int bytes, int result) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("longer than " + MAX_BYTES + " bytes");
            }
            return result;
        }
    }
}
