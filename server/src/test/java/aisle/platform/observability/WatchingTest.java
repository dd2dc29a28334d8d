package aisle.platform.observability;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ErrorCode;
import aisle.platform.observability.Watching.Expression;
import aisle.testing.AisleTest;
import aisle.testing.Exposed;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts, their tests, their runbook and the dashboards agree with each other and with what the server measures. */
@AisleTest
class WatchingTest {
    private static final Path RUNBOOK = Path.of("../docs/runbook.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern CODES = Pattern.compile("\\bcode=~?\"([A-Z_|]+)\"");

    /** What Prometheus itself and a blackbox exporter know. */
    private static final Set<String> OF_OTHERS = Set.of("up", "probe_success", "probe_ssl_earliest_cert_expiry");

    /** Not shown by a server of these tests, which has no Redis. */
    private static final Set<String> NOT_HERE = Set.of("redis_up");

    private static List<String> names(List<JsonNode> alerts) {
        return alerts.stream().map(alert -> alert.get("alert").asText()).toList();
    }

    private static Set<String> known() throws IOException {
        given().get("/api/v1/stores");
        Set<String> known = Exposed.names(
                given().get("/metrics").then().statusCode(200).extract().asString());
        known.addAll(OF_OTHERS);
        known.addAll(NOT_HERE);
        Files.readAllLines(Watching.FOLDER.resolve("postgres-exporter/metrics.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .forEach(known::add);
        Watching.rules().forEach(rule -> known.add(rule.path("record").asText()));
        return known;
    }

    private static Map<String, Set<String>> unknown(List<Expression> expressions, Set<String> known) {
        Map<String, Set<String>> unknown = new HashMap<>();
        for (Expression expression : expressions) {
            Set<String> names = expression.names();
            assertFalse(names.isEmpty(), expression.text());
            names.removeAll(known);
            if (!names.isEmpty()) {
                unknown.put(expression.place(), names);
            }
        }
        return unknown;
    }

    @Test
    void rulesAndDashboardsUseWhatIsMeasured() throws IOException {
        assertEquals(Map.of(), unknown(Watching.expressions(), known()));
    }

    @Test
    void aNameThatNobodyMeasuresIsFound() throws IOException {
        Expression misspelt = new Expression(
                "here",
                "sum by (route, le) (rate(http_request_total{route=\"up\"}[5m] offset 1w)) / 1e9 > 2 and up == 1");

        assertEquals(Map.of("here", Set.of("http_request_total")), unknown(List.of(misspelt), known()));
    }

    @Test
    void codesInExpressionsAreCodesOfErrors() {
        Set<String> codes =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::name).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        Watching.expressions()
                .forEach(expression -> CODES.matcher(expression.text())
                        .results()
                        .flatMap(found -> Arrays.stream(found.group(1).split("\\|", -1)))
                        .filter(code -> !codes.contains(code))
                        .forEach(unknown::add));

        assertEquals(Set.of(), unknown);
    }

    @Test
    void eachAlertSaysHowBadItIsAndWhereToLook() {
        List<JsonNode> alerts = Watching.alerts();
        assertEquals(alerts.size(), new HashSet<>(names(alerts)).size());
        for (JsonNode alert : alerts) {
            String name = alert.get("alert").asText();
            assertTrue(
                    Set.of("critical", "warning")
                            .contains(alert.at("/labels/severity").asText()),
                    name);
            assertTrue(
                    Set.of("api", "database", "work", "shop")
                            .contains(alert.at("/labels/component").asText()),
                    name);
            assertFalse(alert.at("/annotations/summary").asText().isBlank(), name);
            assertEquals(
                    "docs/runbook.md#" + name.toLowerCase(Locale.ROOT),
                    alert.at("/annotations/runbook_url").asText());
        }
    }

    /** The sections of a runbook that no alert has, lack, or that name no command. */
    private static List<String> problems(String runbook, List<String> alerts) {
        List<String> problems = new ArrayList<>();
        Set<String> missing = new TreeSet<>(alerts);
        String[] sections = SECTION.split(runbook, -1);
        List<String> titles =
                SECTION.matcher(runbook).results().map(title -> title.group(1)).toList();
        for (int i = 0; i < titles.size(); i++) {
            String section = sections[i + 1];
            if (!missing.remove(titles.get(i))) {
                problems.add(titles.get(i) + " is no alert, or there twice");
            }
            if (!section.contains("```sh\n")) {
                problems.add(titles.get(i) + " names no command");
            }
        }
        missing.forEach(alert -> problems.add(alert + " has no section"));
        return problems;
    }

    @Test
    void eachAlertHasItsSectionWithACommand() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        List<String> alerts = names(Watching.alerts());

        assertEquals(List.of(), problems(runbook, alerts));
        assertEquals(
                List.of("StoreDown is no alert, or there twice", "StoreApiDown has no section"),
                problems(runbook.replace("## StoreApiDown", "## StoreDown"), alerts));
    }

    /** First quiet, then firing: promtool runs them, see {@code deploy/observability/prove}. */
    @Test
    void eachAlertHasItsTest() {
        Map<String, Set<Boolean>> tested = new HashMap<>();
        for (JsonNode test : Watching.alertTests()) {
            tested.computeIfAbsent(test.get("alertname").asText(), name -> new HashSet<>())
                    .add(!test.get("exp_alerts").isEmpty());
        }
        Map<String, Set<Boolean>> expected = new HashMap<>();
        names(Watching.alerts()).forEach(name -> expected.put(name, Set.of(true, false)));

        assertEquals(expected, tested);
    }

    @Test
    void everyMailIsFollowedByOneThatSaysThatItIsOver() throws IOException {
        JsonNode config = Watching.yaml(Watching.FOLDER.resolve("alertmanager/alertmanager.yml.example"));

        for (String key : List.of("smtp_smarthost", "smtp_from", "smtp_auth_username", "smtp_auth_password")) {
            assertTrue(config.get("global").has(key), key);
        }
        Set<String> receivers = new HashSet<>();
        for (JsonNode receiver : config.get("receivers")) {
            receivers.add(receiver.get("name").asText());
            receiver.get("email_configs")
                    .forEach(mail -> assertTrue(mail.get("send_resolved").asBoolean(), receiver::toString));
        }
        Map<String, String> routes = new HashMap<>();
        for (JsonNode route : config.at("/route/routes")) {
            assertTrue(receivers.contains(route.get("receiver").asText()), route::toString);
            routes.put(route.at("/matchers/0").asText(), route.get("receiver").asText());
        }
        assertEquals("api-mail", routes.get("alertname=\"StoreApiDown\""));
        assertEquals("database-mail", routes.get("alertname=\"StoreDbDown\""));
        assertTrue(Files.readAllLines(Path.of("../.gitignore"))
                .contains("/deploy/observability/alertmanager/alertmanager.yml"));
    }

    @Test
    void alertsThatMuteOthersExist() {
        Set<String> alerts = Set.copyOf(names(Watching.alerts()));
        JsonNode config = Watching.yaml(Watching.FOLDER.resolve("alertmanager/alertmanager.yml.example"));
        Set<String> named = new TreeSet<>();
        Pattern value = Pattern.compile("alertname=~?\"([^\"]+)\"");
        value.matcher(config.toString().replace("\\\"", "\""))
                .results()
                .forEach(found -> named.addAll(List.of(found.group(1).split("\\|", -1))));
        named.removeAll(alerts);

        assertEquals(Set.of(), named);
    }

    @Test
    void dashboardsExplainThemselves() {
        Set<String> ids = new HashSet<>();
        for (JsonNode dashboard : Watching.dashboards()) {
            assertTrue(ids.add(dashboard.get("uid").asText()));
            for (JsonNode panel : dashboard.get("panels")) {
                boolean row = panel.get("type").asText().equals("row");
                assertTrue(
                        row || !panel.get("description").asText().isBlank(),
                        () -> dashboard.get("title") + ": " + panel.get("title"));
                panel.path("targets")
                        .forEach(target -> assertEquals(
                                "prometheus", target.at("/datasource/uid").asText()));
            }
        }
        assertEquals(Set.of("aisle-service", "aisle-business", "aisle-database"), ids);
    }
}
