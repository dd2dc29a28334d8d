package aisle.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/capabilities.md claims can be called and is tested. */
class CapabilitiesTest {
    private static final Pattern ROW = Pattern.compile("\\| (S\\d-\\d\\d) \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void everyNamedOperationAndTestExists() throws IOException {
        Set<String> operations = operations();
        Set<String> tests = tests();
        List<String> wrong = new ArrayList<>();
        Set<String> promises = new HashSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/capabilities.md"))) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            promises.add(row.group(1));
            boolean kept = !row.group(2).contains("not yet");
            List<String> named = names(row.group(4));
            if (kept && named.isEmpty()) {
                wrong.add(row.group(1) + " names no test");
            }
            named.stream()
                    .filter(test -> !tests.contains(test))
                    .forEach(test -> wrong.add(row.group(1) + ": no test " + test));
            names(row.group(3)).stream()
                    .filter(operation -> !operations.contains(operation))
                    .forEach(operation -> wrong.add(row.group(1) + ": no operation " + operation));
        }
        assertTrue(wrong.isEmpty(), wrong.toString());
        assertTrue(promises.size() > 70, "only " + promises.size() + " rows were read");
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static Set<String> operations() throws IOException {
        JsonNode document = new ObjectMapper().readTree(Files.readString(Path.of("../docs/openapi.json")));
        return new HashSet<>(document.get("paths").findValuesAsText("operationId"));
    }

    private static Set<String> tests() throws IOException {
        Set<String> tests = new HashSet<>();
        for (String folder : List.of("src/test/java", "../deploy/checks/src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                        .map(name -> name.substring(0, name.length() - ".java".length()))
                        .forEach(tests::add);
            }
        }
        return tests;
    }
}
