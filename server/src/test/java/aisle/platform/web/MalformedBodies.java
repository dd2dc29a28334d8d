package aisle.platform.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bodies that no operation on a store may accept: those of {@code json/malformed.txt}, every beginning of a good one, and
 * some that are too deep, too long or too many to write down.
 */
final class MalformedBodies {
    private static final String FILE = "/json/malformed.txt";
    private static final String COMMENT = "## ";
    private static final int DEPTH = 10_000;

    private MalformedBodies() {}

    /** The bodies, with {@code @} replaced by a name of the caller. */
    static List<byte[]> all(String name) {
        List<byte[]> bodies = new ArrayList<>();
        try (InputStream file = MalformedBodies.class.getResourceAsStream(FILE)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(COMMENT))
                    .forEach(line -> bodies.add(unescape(line.replace("@", name))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Stream.concat(beginnings(name), generated(name))
                .forEach(text -> bodies.add(text.getBytes(StandardCharsets.UTF_8)));
        return bodies;
    }

    private static Stream<String> beginnings(String name) {
        String whole = "{\"name\": \"" + name
                + "\", \"delivers\": true, \"postcodes\": [\"1010\"], \"address\": {\"city\": \"A\"}}";
        return IntStream.range(1, whole.length()).mapToObj(end -> whole.substring(0, end));
    }

    private static Stream<String> generated(String name) {
        String start = "{\"name\": \"" + name + "\", ";
        String many = IntStream.range(0, 5_000)
                .mapToObj(i -> "\"m" + i + "\": " + i)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        return Stream.of(
                "[".repeat(DEPTH),
                "[".repeat(DEPTH) + "]".repeat(DEPTH),
                "{\"a\":".repeat(DEPTH),
                "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH),
                start + "\"address\": " + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}",
                start + "\"address\": " + "{\"city\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH) + "}",
                start + "\"unknown\": " + "[".repeat(100) + "]".repeat(100) + "}",
                start + many + "}",
                start + "\"" + "n".repeat(60_000) + "\": 1}",
                start + "\"delivers\": " + "1".repeat(2_000) + "}",
                start + "\"delivers\": 0." + "1".repeat(2_000) + "}",
                "{\"name\": \"" + "x".repeat(101) + "\"}",
                "{\"name\": \"" + "x".repeat(500_000) + "\"}",
                start + "\"postcodes\": [" + "\"1\",".repeat(5_000) + "\"1\"]}",
                start + "\"postcodes\": [\"" + "1".repeat(21) + "\"]}",
                " ".repeat(100_000),
                "0".repeat(100_000),
                "\"".repeat(100_001));
    }

    /** {@code \xNN} is a byte; {@code \t}, {@code \r} and {@code \n} are what they always are. */
    private static byte[] unescape(String line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < line.length(); i++) {
            char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
            if (line.charAt(i) != '\\' || "xtrn\\".indexOf(next) < 0) {
                bytes.writeBytes(line.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            switch (next) {
                case 'x' -> {
                    bytes.write(HexFormat.fromHexDigits(line, i + 2, i + 4));
                    i += 2;
                }
                case 't' -> bytes.write('\t');
                case 'r' -> bytes.write('\r');
                case 'n' -> bytes.write('\n');
                default -> bytes.write('\\');
            }
            i++;
        }
        return bytes.toByteArray();
    }
}
