package aisle.platform.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of {@code deploy/observability}. */
final class Watching {
    static final Path FOLDER = Path.of("../deploy/observability");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is no name of a metric: texts, what stands in brackets and behind a grouping word. */
    private static final Pattern NO_NAMES = Pattern.compile("\"[^\"]*\"|'[^']*'|\\{[^}]*}|\\[[^]]*]"
            + "|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\boffset\\s+\\w+");

    /** A function, as soon as nothing stands between it and its bracket any more. */
    private static final Pattern CALL = Pattern.compile("\\b[a-z_]+\\s*(?=\\()");

    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "by", "without", "on", "ignoring", "group_left", "group_right");

    private Watching() {}

    /** An expression, and where it stands. */
    record Expression(String place, String text) {
        Set<String> names() {
            Set<String> names = new TreeSet<>();
            NAME.matcher(CALL.matcher(NO_NAMES.matcher(text).replaceAll(" ")).replaceAll(" "))
                    .results()
                    .map(found -> found.group())
                    .filter(name -> !WORDS.contains(name))
                    .forEach(names::add);
            return names;
        }
    }

    static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        for (Path file : files("prometheus/rules", ".yml")) {
            yaml(file).get("groups").forEach(group -> group.get("rules").forEach(rules::add));
        }
        return rules;
    }

    static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    static List<JsonNode> alertTests() {
        List<JsonNode> tests = new ArrayList<>();
        for (Path file : files("prometheus/tests", ".yml")) {
            yaml(file).get("tests").forEach(test -> test.get("alert_rule_test").forEach(tests::add));
        }
        return tests;
    }

    static List<JsonNode> dashboards() {
        return files("grafana/dashboards", ".json").stream().map(Watching::json).toList();
    }

    static List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText(rule.path("record").asText());
            expressions.add(new Expression(name, rule.get("expr").asText()));
        }
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.get("panels")) {
                String place = dashboard.get("title").asText() + " / "
                        + panel.get("title").asText();
                panel.path("targets")
                        .forEach(target -> expressions.add(
                                new Expression(place, target.get("expr").asText())));
            }
        }
        return expressions;
    }

    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
