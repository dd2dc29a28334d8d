package aisle.platform.observability;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.AisleTest;
import aisle.testing.Exposed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of metrics names what a running server shows, with its labels, and nothing else. */
@AisleTest
class MetricsDocumentTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Pattern CODE = Pattern.compile("`([a-z0-9_*]+)`");

    /** What stands in the third column of a metric that not every server has. */
    private static final String NOT_EVERYWHERE = "only with";

    /** Rows of the page by the metric's name, or by the beginning of several names with a star behind it. */
    private record Page(Map<String, Set<String>> labels, Set<String> optional) {
        static Page of(String text) {
            Map<String, Set<String>> labels = new TreeMap<>();
            Set<String> optional = new TreeSet<>();
            for (String line : text.lines().toList()) {
                String[] cells = line.split("\\|", -1);
                if (cells.length < 5 || !CODE.matcher(cells[1]).find()) {
                    continue;
                }
                for (String name : codes(cells[1])) {
                    assertEquals(null, labels.put(name, codes(cells[2])), name + " has two rows");
                    if (cells[3].contains(NOT_EVERYWHERE)) {
                        optional.add(name);
                    }
                }
            }
            return new Page(labels, optional);
        }

        private static Set<String> codes(String cell) {
            return CODE.matcher(cell)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** What it tells otherwise than the server, in sentences. */
        List<String> untrue(Map<String, Set<String>> exposed) {
            List<String> problems = new ArrayList<>();
            Set<String> unseen = new TreeSet<>(labels.keySet());
            unseen.removeAll(optional);
            exposed.forEach((name, has) -> {
                String family = labels.keySet().stream()
                        .filter(key -> key.endsWith("*") && name.startsWith(key.substring(0, key.length() - 1)))
                        .findFirst()
                        .orElse(name);
                Set<String> said = labels.get(family);
                if (said == null) {
                    problems.add(name + " is not documented");
                } else if (family.equals(name) && !said.equals(has)) {
                    problems.add(name + " has the labels " + has);
                }
                unseen.remove(family);
            });
            unseen.forEach(name -> problems.add(name + " is documented but not shown"));
            return problems;
        }
    }

    private static Map<String, Set<String>> exposed() {
        given().get("/api/v1/stores");
        return Exposed.labels(
                given().get("/metrics").then().statusCode(200).extract().asString());
    }

    @Test
    void theListTellsWhatTheServerShows() throws IOException {
        assertEquals(List.of(), Page.of(Files.readString(PAGE)).untrue(exposed()));
    }

    @Test
    void aListThatErrsIsFound() throws IOException {
        String page = Files.readString(PAGE);

        assertEquals(
                List.of("stock_outs_total is not documented", "stock_out_total is documented but not shown"),
                Page.of(page.replace("`stock_outs_total`", "`stock_out_total`")).untrue(exposed()));
        assertEquals(
                List.of("job_runs_total has the labels [job, outcome]"),
                Page.of(page.replace("| `job_runs_total` | `job`, `outcome` |", "| `job_runs_total` | `job` |"))
                        .untrue(exposed()));
    }
}
