package aisle.platform.web.docs;

import aisle.kernel.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The error codes as {@code docs/errors.md} explains them, which is the one place where that is done. */
record ErrorCatalog(String introduction, List<Section> sections) {
    private static final Pattern SECTION = Pattern.compile("## (.+)");

    /** The last cell is written by a test and may be missing in a row that is new. */
    private static final Pattern ROW = Pattern.compile(
            "\\| `(?<code>\\w+)` \\| (?<status>\\d+) \\| (?<meaning>[^|]+) \\| (?<remedy>[^|]+) \\|(?: (?<by>[^|]*) \\|)?");

    /** Codes that belong together. */
    record Section(String title, List<Entry> entries) {}

    /**
     * A code.
     *
     * @param answeredBy the operations that answer it, as written
     */
    record Entry(ErrorCode code, String meaning, String remedy, String answeredBy) {}

    /** As it is in the program. */
    static ErrorCatalog read() {
        try (InputStream in = ErrorCatalog.class.getResourceAsStream("/docs-pages/errors.md")) {
            return of(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ErrorCatalog of(String page) {
        List<Section> sections = new ArrayList<>();
        StringBuilder introduction = new StringBuilder();
        for (String line : page.lines().toList()) {
            Matcher title = SECTION.matcher(line);
            Matcher row = ROW.matcher(line.strip());
            if (title.matches()) {
                sections.add(new Section(title.group(1), new ArrayList<>()));
            } else if (row.matches() && !sections.isEmpty()) {
                sections.getLast().entries().add(entry(row));
            } else if (sections.isEmpty() && !line.startsWith("#")) {
                introduction.append(line).append('\n');
            }
        }
        return new ErrorCatalog(introduction.toString().strip(), sections);
    }

    private static Entry entry(Matcher row) {
        String by = row.group("by");
        return new Entry(
                ErrorCode.valueOf(row.group("code")),
                row.group("meaning").strip(),
                row.group("remedy").strip(),
                by == null ? "" : by.strip());
    }

    Map<ErrorCode, Entry> byCode() {
        Map<ErrorCode, Entry> entries = new EnumMap<>(ErrorCode.class);
        sections.forEach(section -> section.entries().forEach(entry -> entries.put(entry.code(), entry)));
        return entries;
    }
}
