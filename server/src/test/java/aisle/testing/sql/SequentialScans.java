package aisle.testing.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The committed exceptions: who may read which big table from end to end, and why. */
final class SequentialScans {
    private static final String FILE = "/plans/sequential-scans.txt";
    private static final String SOMETIMES = "?";

    /**
     * One line of the file.
     *
     * @param always whether every filling of the database makes PostgreSQL read so; where the costs lie close together, the
     *     sample that ANALYZE drew decides
     */
    private record Exception(String table, boolean always, String part, String reason) {}

    private final List<Exception> exceptions = new ArrayList<>();
    private final Set<Exception> used = new HashSet<>();

    static SequentialScans committed() {
        SequentialScans scans = new SequentialScans();
        try (InputStream file = SequentialScans.class.getResourceAsStream(FILE)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(scans::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scans;
    }

    private void add(String line) {
        String[] columns = line.split("\\s*\\|\\s*", 3);
        if (columns.length < 3 || columns[2].isBlank()) {
            throw new IllegalStateException(FILE + " needs “table | part of the statement | reason”: " + line);
        }
        String table = columns[0].strip();
        boolean always = !table.endsWith(SOMETIMES);
        exceptions.add(new Exception(
                always ? table : table.substring(0, table.length() - SOMETIMES.length()),
                always,
                DaoStatements.normal(columns[1]),
                columns[2]));
    }

    boolean allows(String table, String sql) {
        List<Exception> matching = exceptions.stream()
                .filter(exception -> exception.table().equals(table)
                        && DaoStatements.normal(sql).contains(exception.part()))
                .toList();
        used.addAll(matching);
        return !matching.isEmpty();
    }

    List<String> unused() {
        return exceptions.stream()
                .filter(exception -> exception.always() && !used.contains(exception))
                .map(exception -> exception.table() + " | " + exception.part())
                .toList();
    }
}
