package aisle.platform.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    /** The files and results of csv-spectrum (github.com/max-mapper/csv-spectrum, BSD-2-Clause). */
    static Stream<Arguments> spectrum() {
        List<Map<String, String>> simple = List.of(row("a", "1", "b", "2", "c", "3"));
        List<Map<String, String>> empty = List.of(row("a", "1", "b", "", "c", ""), row("a", "2", "b", "3", "c", "4"));
        return Stream.of(
                Arguments.of(
                        "comma_in_quotes",
                        "first,last,address,city,zip\nJohn,Doe,120 any st.,\"Anytown, WW\",08123",
                        List.of(row(
                                "first",
                                "John",
                                "last",
                                "Doe",
                                "address",
                                "120 any st.",
                                "city",
                                "Anytown, WW",
                                "zip",
                                "08123"))),
                Arguments.of("empty", "a,b,c\n1,\"\",\"\"\n2,3,4", empty),
                Arguments.of("empty_crlf", "a,b,c\r\n1,\"\",\"\"\r\n2,3,4", empty),
                Arguments.of(
                        "escaped_quotes",
                        "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n",
                        List.of(row("a", "1", "b", "ha \"ha\" ha"), row("a", "3", "b", "4"))),
                Arguments.of(
                        "json",
                        "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"\n",
                        List.of(row("key", "1", "val", "{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}"))),
                Arguments.of(
                        "newlines",
                        "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n",
                        List.of(
                                row("a", "1", "b", "2", "c", "3"),
                                row("a", "Once upon \na time", "b", "5", "c", "6"),
                                row("a", "7", "b", "8", "c", "9"))),
                Arguments.of(
                        "newlines_crlf",
                        "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
                        List.of(
                                row("a", "1", "b", "2", "c", "3"),
                                row("a", "Once upon \r\na time", "b", "5", "c", "6"),
                                row("a", "7", "b", "8", "c", "9"))),
                Arguments.of(
                        "quotes_and_newlines",
                        "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n",
                        List.of(row("a", "1", "b", "ha \n\"ha\" \nha"), row("a", "3", "b", "4"))),
                Arguments.of("simple", "a,b,c\n1,2,3\n", simple),
                Arguments.of("simple_crlf", "a,b,c\r\n1,2,3\r\n", simple),
                Arguments.of(
                        "utf8",
                        "a,b,c\n1,2,3\n4,5,ʤ",
                        List.of(row("a", "1", "b", "2", "c", "3"), row("a", "4", "b", "5", "c", "ʤ"))));
    }

    private static Map<String, String> row(String... cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        return row;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spectrum")
    void readsTheCsvSpectrum(String name, String file, List<Map<String, String>> expected) {
        try (CsvRows rows = rows(file)) {
            List<Map<String, String>> read = new ArrayList<>();
            for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
                Map<String, String> cells = new LinkedHashMap<>();
                for (int i = 0; i < row.cells().size(); i++) {
                    cells.put(rows.header().get(i), row.cells().get(i));
                }
                read.add(cells);
            }
            assertEquals(expected, read);
        }
    }

    @Test
    void countsRowsAsASpreadsheetDoes() {
        try (CsvRows rows = rows("a,b\n\n\"x\ny\",1\n   \nz,2\n")) {
            assertEquals(new CsvRows.Row(3, List.of("x\ny", "1")), rows.next());
            assertEquals(new CsvRows.Row(5, List.of("z", "2")), rows.next());
            assertEquals(null, rows.next());
        }
    }

    @Test
    void takesNamelessAndRepeatedColumnsAndAByteOrderMark() {
        try (CsvRows rows = rows("\uFEFF a ,b,b,,\n1,2,3,4,5\n")) {
            assertEquals(List.of("a", "b", "b", "", ""), rows.header());
            assertEquals(new CsvRows.Row(2, List.of("1", "2", "3", "4", "5")), rows.next());
        }
    }

    @Test
    void unpacksGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        try (CsvRows rows = new CsvRows(new ByteArrayInputStream(packed.toByteArray()))) {
            assertEquals(List.of("a", "b"), rows.header());
            assertEquals(new CsvRows.Row(2, List.of("1", "2")), rows.next());
        }
        byte[] torn = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 10);
        assertThrows(UnreadableFile.class, () -> drain(torn));
    }

    @Test
    void refusesOtherEncodingsWithTheReason() {
        String text = "name\n" + "tea\n".repeat(50_000) + "cr\u00e8me\n";
        assertEquals(
                "The file is not in UTF-8; it is probably in Latin-1 or Windows-1252. Save it as “CSV UTF-8” and send that.",
                refusal("name\ncr\u00e8me\n", StandardCharsets.ISO_8859_1));
        assertTrue(refusal(text, StandardCharsets.ISO_8859_1).startsWith("The file is not in UTF-8 behind row "));
        String utf16 = "The file is in UTF-16, not in UTF-8. Save it as “CSV UTF-8” and send that.";
        assertEquals(utf16, refusal(text, StandardCharsets.UTF_16));
        assertEquals(utf16, refusal(text, StandardCharsets.UTF_16LE));
        assertEquals(utf16, refusal(text, StandardCharsets.UTF_16BE));
    }

    private static String refusal(String text, Charset charset) {
        return String.valueOf(assertThrows(UnreadableFile.class, () -> drain(text.getBytes(charset)))
                .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void tellsTheSeparatorFromTheHeader(String separator) {
        String file = "sku|\"a,;|\tb\nc\"|price\r\n1|\"x;,\t\"|1,5\r\n".replace("|", separator);
        if (!separator.equals(",")) {
            try (CsvRows rows = rows(file)) {
                assertEquals(3, rows.header().size());
                assertEquals(new CsvRows.Row(2, List.of("1", "x;,\t", "1,5")), rows.next());
            }
        }
        try (CsvRows rows = rows("\n a|b |c\n1|2|3".replace("|", separator))) {
            assertEquals(List.of("a", "b", "c"), rows.header());
            assertEquals(new CsvRows.Row(3, List.of("1", "2", "3")), rows.next());
        }
    }

    @Test
    void saysWhereAFileCannotBeReadOn() {
        UnreadableFile error =
                assertThrows(UnreadableFile.class, () -> drain("a\n1\n\"2\n3\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "Row 3 cannot be read: a quoted cell is not closed, text follows a closing quote, or a cell is longer than"
                        + " 1048576 characters.",
                error.getMessage());
        assertThrows(UnreadableFile.class, () -> drain(new byte[0]));
    }

    private static void drain(byte[] file) {
        try (CsvRows rows = new CsvRows(new ByteArrayInputStream(file))) {
            while (rows.next() != null) {
                // Reading is all there is to do.
            }
        }
    }

    private static CsvRows rows(String file) {
        return new CsvRows(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
