package aisle.platform.csv;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Opens a text in UTF-8, with or without byte order mark, compressed with gzip or not. */
final class TextFile {
    static final String ADVICE = "Save it as “CSV UTF-8” and send that.";

    /** The longest text: compression could hide an endless one in a small upload. */
    private static final long MAX_BYTES = 8L << 30;

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int MARK = 0xfeff;
    private static final int MARK_TURNED = 0xfffe;

    private TextFile() {}

    /**
     * The text; reading it on throws a {@link java.nio.charset.CharacterCodingException} at the first fault.
     *
     * @throws UnreadableFile when it is in UTF-16 or UTF-32
     */
    static Reader open(InputStream file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(new Limited(uncompressed(file)), BUFFER);
        bytes.mark(4);
        byte[] start = bytes.readNBytes(4);
        bytes.reset();
        int first = start.length < 2 ? 0 : (start[0] & 0xff) << 8 | start[1] & 0xff;
        boolean hasZeros = start.length >= 2 && (start[0] == 0 || start[1] == 0);
        if (first == MARK || first == MARK_TURNED || hasZeros) {
            throw new UnreadableFile("The file is in UTF-16, not in UTF-8. " + ADVICE);
        }
        if (start.length >= 3 && first == 0xefbb && (start[2] & 0xff) == 0xbf) {
            bytes.skipNBytes(3);
        }
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static InputStream uncompressed(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(2);
        int magic = (buffered.read() << 8) | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
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
