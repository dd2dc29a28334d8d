package aisle.testing.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No statement that the unit tests have executed reads a big table from end to end. PostgreSQL plans each with the very
 * values that a test bound to it, on a database of a shop that has been open for years.
 */
class QueryPlansIT {
    /** Tables that stay small in any shop. */
    private static final Set<String> SMALL =
            Set.of("setting", "tax_rate", "product_group", "job", "job_run", "key_check");

    private static FilledDatabase database;
    private static List<StatementRecord.Kept> runs;

    @BeforeAll
    static void open() throws IOException, SQLException {
        runs = StatementRecord.kept();
        assumeTrue(!runs.isEmpty(), "no unit test has run before: there are no statements to look at");
        database = new FilledDatabase();
    }

    @AfterAll
    static void close() throws IOException, SQLException {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void noBigTableIsReadFromEndToEnd() throws SQLException {
        SequentialScans allowed = SequentialScans.committed();
        Map<String, String> wrong = new TreeMap<>();
        for (StatementRecord.Kept run : runs) {
            for (Map.Entry<String, List<String>> statement : run.statements().entrySet()) {
                for (String bound : statement.getValue()) {
                    for (String table : scans(bound, wrong)) {
                        if (!allowed.allows(table, statement.getKey())) {
                            wrong.put(table + " is read from end to end by " + statement.getKey(), bound);
                        }
                    }
                }
            }
        }
        assertTrue(
                wrong.isEmpty(),
                () -> "Give these the index that they need, in a new migration; or say in"
                        + " server/src/test/resources/plans/sequential-scans.txt why they need none:\n\n"
                        + String.join("\n\n", wrong.keySet()));
        if (isComplete()) {
            assertEquals(List.of(), allowed.unused(), "Not needed any more: remove from sequential-scans.txt.");
        }
    }

    private static Set<String> scans(String statement, Map<String, String> wrong) {
        try {
            return database.sequentialScans(statement);
        } catch (SQLException e) {
            wrong.put("It cannot be explained, " + e.getMessage() + ": " + statement, statement);
            return Set.of();
        }
    }

    /** The net is known to catch: there is no index on a name's length. */
    @Test
    void aScanIsCaught() throws SQLException {
        assertEquals(Set.of("product"), database.sequentialScans("SELECT * FROM product WHERE length(name) = 3"));
        assertEquals(Set.of("audit_entry"), database.sequentialScans("DELETE FROM audit_entry WHERE action = 'x'"));
        assertEquals(
                Set.of(), database.sequentialScans("SELECT * FROM product WHERE sku = 'SKU-7' AND deleted_at IS NULL"));
        assertEquals(Set.of(), database.sequentialScans("SELECT * FROM store WHERE length(name) = 3"));
    }

    /** A table that nobody fills would hide every scan of it. */
    @Test
    void everyTableIsFilled() {
        Set<String> forgotten = new TreeSet<>(database.emptyTables());
        forgotten.removeAll(SMALL);
        assertEquals(Set.of(), forgotten, "Fill these in server/src/test/resources/plans/filled-database.sql.");
    }

    /** What no test executes is not looked at either. */
    @Test
    void everyStatementOfTheDaosHasRun() throws IOException {
        assumeTrue(isComplete(), "only some of the unit tests have run");
        Set<String> executed = new HashSet<>();
        runs.forEach(run -> {
            run.statements().keySet().forEach(sql -> executed.add(DaoStatements.normal(sql)));
            run.templates().forEach(sql -> executed.add(DaoStatements.normal(sql)));
        });
        List<String> excuses = excuses();
        List<String> never = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path dao :
                    sources.filter(file -> file.toString().endsWith("Dao.java")).toList()) {
                DaoStatements.in(Files.readString(dao)).stream()
                        .filter(statement -> !statement.isPartOfAny(executed))
                        .forEach(statement -> never.add(dao.getFileName() + ": " + statement.text()));
            }
        }
        List<String> unneeded = excuses.stream()
                .filter(excuse -> never.stream().noneMatch(missed -> missed.startsWith(excuse)))
                .toList();
        never.removeIf(missed -> excuses.stream().anyMatch(missed::startsWith));
        assertEquals(List.of(), never, "No unit test executes these statements, so nobody knows how they are planned.");
        assertEquals(List.of(), unneeded, "Not needed any more: remove from unseen-statements.txt.");
    }

    private static List<String> excuses() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/plans/unseen-statements.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s*\\|\\s*", 2)[0])
                .toList();
    }

    private static boolean isComplete() {
        return runs.stream().allMatch(StatementRecord.Kept::complete);
    }
}
