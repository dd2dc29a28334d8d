package aisle.testing.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The statements that a run of tests has executed, each with a few of the values that were bound to it. Kept in a file when
 * the server stops, for {@link QueryPlansIT}, which runs after all unit tests.
 */
final class StatementRecord {
    static final Path FOLDER = Path.of("target/statements");

    /** Values differ in what they select; a few tell enough. */
    private static final int SAMPLES = 3;

    private static final String BEGUN = "aisle.test.statements-begun";

    private final Map<String, List<String>> samples = new ConcurrentHashMap<>();
    private final Set<String> templates = ConcurrentHashMap.newKeySet();

    /**
     * What is kept of a run.
     *
     * @param complete whether it was of all tests
     * @param templates the statements as the Daos wrote them, before their defined parts were filled in
     * @param statements the statements, and each a few times with values
     */
    record Kept(boolean complete, Set<String> templates, Map<String, List<String>> statements) {}

    private StatementRecord() {}

    /** Forgets what an earlier run left, once per virtual machine: several servers may start in one. */
    static StatementRecord ofThisRun() {
        StatementRecord record = new StatementRecord();
        try {
            Files.createDirectories(FOLDER);
            if (System.getProperty(BEGUN) == null) {
                System.setProperty(BEGUN, "yes");
                try (Stream<Path> old = Files.list(FOLDER)) {
                    for (Path file : old.toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return record;
    }

    void add(String template, String rendered, String bound) {
        templates.add(template);
        if (bound == null) {
            return;
        }
        List<String> known = samples.computeIfAbsent(rendered, sql -> new ArrayList<>());
        synchronized (known) {
            if (known.size() < SAMPLES && !known.contains(bound)) {
                known.add(bound);
            }
        }
    }

    void keep() {
        try {
            Path file = FOLDER.resolve(ProcessHandle.current().pid() + "-" + System.nanoTime() + ".json");
            new ObjectMapper()
                    .writeValue(file.toFile(), new Kept(System.getProperty("test") == null, templates, samples));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of the last run of the unit tests; none if there was none. */
    static List<Kept> kept() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        List<Kept> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                runs.add(new ObjectMapper().readValue(file.toFile(), Kept.class));
            }
        }
        return runs;
    }
}
