package aisle.platform.web.docs;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.AisleTest;
import aisle.testing.contract.Answered;
import aisle.testing.contract.Contract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the OpenAPI document says for people is there for every operation, and its examples are true. */
@AisleTest
class OpenApiContentTest {
    private static final String WHERE = "server/src/main/resources/openapi/";
    private static final String AN_ID = "01980d2e-5a1c-7b60-9d11-3f60c2a8f107";

    private final ApiText text = ApiText.read();
    private JsonNode document = new ObjectMapper().createObjectNode();

    /** An operation where it stands in the document. */
    private record Found(String path, String method, JsonNode operation) {
        String id() {
            return operation.path("operationId").asText();
        }
    }

    @BeforeEach
    void read() throws Exception {
        document = new ObjectMapper()
                .readTree(given().get("/openapi.json").then().extract().asString());
    }

    private List<Found> operations() {
        List<Found> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().has("operationId")) {
                    operations.add(new Found(path.getKey(), operation.getKey(), operation.getValue()));
                }
            }
        }
        return operations;
    }

    @Test
    void everyOperationIsDescribed() {
        Set<String> described = new TreeSet<>();
        text.areas().forEach(area -> described.addAll(area.operations().keySet()));
        Set<String> existing = new TreeSet<>();
        operations().forEach(found -> existing.add(found.id()));
        assertEquals(existing, described, "Describe an operation in the file of its tag in " + WHERE);
    }

    @Test
    void everyTagIsDescribedInTheFileOfItsName() {
        Set<String> tags = new TreeSet<>();
        operations().forEach(found -> tags.add(found.operation().at("/tags/0").asText()));
        Set<String> described = new TreeSet<>();
        text.areas().forEach(area -> described.add(area.tag()));
        assertEquals(tags, described, "Give a new tag a file in " + WHERE + " and name that in ApiText");
        for (Found found : operations()) {
            String tag = found.operation().at("/tags/0").asText();
            Area area = text.areas().stream()
                    .filter(one -> one.operations().containsKey(found.id()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(tag, area.tag(), found.id());
        }
    }

    @Test
    void everyParameterIsDescribed() {
        List<String> silent = new ArrayList<>();
        for (Found found : operations()) {
            found.operation().path("parameters").forEach(parameter -> {
                if (!parameter.has("description")) {
                    silent.add(found.id() + " " + parameter.path("name").asText());
                }
            });
        }
        assertTrue(silent.isEmpty(), "Say what these mean, in " + WHERE + " or with @Parameter: " + silent);
    }

    @Test
    void whatIsDescribedExists() {
        JsonNode schemas = document.at("/components/schemas");
        List<String> gone = text.schemas().keySet().stream()
                .filter(name -> {
                    String[] parts = name.split("\\.", 2);
                    JsonNode schema = schemas.path(parts[0]);
                    return schema.isMissingNode()
                            || parts.length == 2 && !schema.path("properties").has(parts[1]);
                })
                .sorted()
                .toList();
        assertTrue(gone.isEmpty(), "There is no such shape or member any more: " + gone);
    }

    @Test
    void everyBodyHasAnExampleAndEveryExampleIsUsed() {
        List<String> without = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (Found found : operations()) {
            if (found.operation().has("requestBody")) {
                bodies(found.id() + " takes", found.operation().get("requestBody"), without, used);
            }
            found.operation().get("responses").properties().forEach(response -> {
                boolean success = response.getKey().startsWith("2");
                bodies(found.id() + " answers", response.getValue(), success ? without : new ArrayList<>(), used);
            });
        }
        without.removeIf(body -> body.startsWith("importProducts takes") || body.startsWith("importStock takes"));
        assertTrue(without.isEmpty(), "Name an example in " + WHERE + " for what " + without);
        Set<String> unused = new TreeSet<>(text.examples().keySet());
        used.forEach(name -> unused.remove(name.replaceAll("_list$", "")));
        assertEquals(Set.of(), unused);
    }

    private static void bodies(String what, JsonNode holder, List<String> without, Set<String> used) {
        holder.path("content").forEach(media -> {
            if (!media.has("examples")) {
                without.add(what);
            }
            media.path("examples").fieldNames().forEachRemaining(used::add);
        });
    }

    @Test
    void everyExampleOfARequestIsOne() {
        JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        List<String> wrong = new ArrayList<>();
        for (Found found : operations()) {
            found.operation().at("/requestBody/content").forEach(media -> {
                ObjectNode schema = media.path("schema").deepCopy();
                schema.set("components", document.get("components"));
                media.path("examples")
                        .forEach(example -> schemas.getSchema(schema)
                                .validate(value(example))
                                .forEach(message -> wrong.add(found.id() + ": " + message.getMessage())));
            });
        }
        assertTrue(wrong.isEmpty(), wrong.toString());
    }

    /** By the very net that holds the real answers. */
    @Test
    void everyExampleOfAnAnswerIsOne() {
        Contract contract = new Contract(document);
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (Found found : operations()) {
            for (Map.Entry<String, JsonNode> response :
                    found.operation().get("responses").properties()) {
                JsonNode resolved = resolved(response.getValue());
                for (Map.Entry<String, JsonNode> media :
                        resolved.path("content").properties()) {
                    for (JsonNode example : media.getValue().path("examples")) {
                        wrong.addAll(violations(contract, found, response.getKey(), media.getKey(), value(example)));
                        seen++;
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), wrong.toString());
        assertFalse(seen < 500, "only " + seen + " examples were seen");
    }

    private static List<String> violations(
            Contract contract, Found found, String status, String type, JsonNode example) {
        Answered answered = new Answered(
                found.method().toUpperCase(java.util.Locale.ROOT),
                found.path().replaceAll("\\{[^}]+}", AN_ID),
                Integer.parseInt(status),
                Map.of("Content-Type", type, "Location", "/api/v1"),
                (example.isTextual() ? example.asText() : example.toString()).getBytes(StandardCharsets.UTF_8));
        return contract.violations(answered).stream()
                .map(violation -> found.id() + " " + status + ": " + violation)
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : document.at(reference.asText().substring(1));
    }

    private JsonNode value(JsonNode example) {
        return resolved(example).get("value");
    }
}
