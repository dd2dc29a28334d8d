package aisle.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an OpenAPI document promises of answers, taken literally: a status that it does not list, a media type that it does
 * not name, a member that it does not describe or one that is missing breaks it.
 */
public final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/v1/";
    private static final int FIRST_ERROR = 400;
    private static final String TEXTS = "server/src/main/resources/openapi/*.yaml.";

    /** Refused by the first lines of a request, whichever operation it is for. */
    private static final List<Integer> BEFORE_ANY_OPERATION = List.of(405, 414, 431);

    /** Answers of these have no body, whatever the document says. */
    private static final List<Integer> WITHOUT_BODY = List.of(204, 304);

    private final JsonNode document;
    private final List<Path> paths = new ArrayList<>();
    private final StrictSchemas schemas;

    /** A path template, and its operations by method. */
    private record Path(String template, List<String> segments, JsonNode operations) {
        boolean matches(List<String> sent) {
            if (sent.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < sent.size(); i++) {
                if (!segments.get(i).startsWith("{") && !segments.get(i).equals(sent.get(i))) {
                    return false;
                }
            }
            return true;
        }

        long literals() {
            return segments.stream().filter(segment -> !segment.startsWith("{")).count();
        }
    }

    public Contract(JsonNode document) {
        this.document = document;
        this.schemas = new StrictSchemas(document);
        document.path("paths")
                .properties()
                .forEach(path -> paths.add(new Path(path.getKey(), segments(path.getKey()), path.getValue())));
        // GET /orders/my-orders is not the order whose id is "my-orders".
        paths.sort(Comparator.comparingLong(Path::literals).reversed());
    }

    private static List<String> segments(String path) {
        return List.of(path.replaceAll("^/+|/+$", "").split("/", -1));
    }

    /** What is wrong with an answer, a sentence each; empty when it keeps to the document. */
    public List<String> violations(Answered answer) {
        Optional<JsonNode> operation = operation(answer);
        return operation.isPresent() ? known(answer, operation.get()) : unknown(answer);
    }

    private Optional<JsonNode> operation(Answered answer) {
        String method = answer.method().equals("HEAD") ? "get" : answer.method().toLowerCase(java.util.Locale.ROOT);
        List<String> sent = segments(answer.path());
        return paths.stream()
                .filter(path -> path.matches(sent))
                .findFirst()
                .map(path -> path.operations().get(method));
    }

    private List<String> known(Answered answer, JsonNode operation) {
        String name = operation.path("operationId").asText();
        JsonNode responses = operation.path("responses");
        JsonNode documented = responses.get(Integer.toString(answer.status()));
        if (documented == null && answer.status() >= FIRST_ERROR) {
            documented = responses.get("default");
        }
        if (documented == null && BEFORE_ANY_OPERATION.contains(answer.status())) {
            documented = document.at("/components/responses/Error");
        }
        if (documented == null) {
            return List.of("The document does not know that " + name + " answers " + answer.status() + ": "
                    + (answer.status() >= FIRST_ERROR
                            ? "name the code " + code(answer) + " at refuses in " + TEXTS
                            : "say so on its method, with @ResponseStatus or @APIResponse(responseCode = \""
                                    + answer.status() + "\")."));
        }
        JsonNode response = resolved(documented);
        List<String> wrong = new ArrayList<>();
        response.path("headers").properties().forEach(header -> {
            if (resolved(header.getValue()).path("required").asBoolean()
                    && !answer.headers().containsKey(header.getKey())) {
                wrong.add("The header " + header.getKey() + " is promised and missing.");
            }
        });
        body(answer, name, response.path("content"), wrong);
        String code = code(answer);
        JsonNode codes = operation.path("x-error-codes");
        if (!code.isEmpty()
                && codes.isArray()
                && codes.valueStream().noneMatch(one -> one.asText().equals(code))) {
            wrong.add("The document does not know that " + name + " refuses with " + code + ": name it at refuses in "
                    + TEXTS);
        }
        return wrong;
    }

    /** The code of a refusal; empty when this is none in the envelope. */
    private static String code(Answered answer) {
        try {
            return answer.status() < FIRST_ERROR || !answer.mediaType().equals("application/json")
                    ? ""
                    : JSON.readTree(answer.body()).at("/error/code").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private void body(Answered answer, String operation, JsonNode content, List<String> wrong) {
        if (answer.method().equals("HEAD") || WITHOUT_BODY.contains(answer.status())) {
            if (answer.body().length > 0) {
                wrong.add("There is a body where there must be none.");
            }
            return;
        }
        if (content.isEmpty()) {
            if (answer.body().length > 0) {
                wrong.add("The document knows no body of this answer of " + operation + ".");
            }
            return;
        }
        JsonNode schema = null;
        for (Map.Entry<String, JsonNode> type : content.properties()) {
            if (Answered.bare(type.getKey()).equals(answer.mediaType())) {
                schema = type.getValue().get("schema");
            }
        }
        if (schema == null) {
            wrong.add("The document promises " + names(content) + " here, and this is “" + answer.mediaType() + "”.");
        } else if (answer.mediaType().endsWith("json")) {
            json(answer, schema, wrong);
        }
    }

    private void json(Answered answer, JsonNode schema, List<String> wrong) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            for (ValidationMessage message : schemas.strict(schema).validate(body)) {
                wrong.add(message.getMessage());
            }
            JsonNode status = body.at("/error/status_code");
            if (status.isInt() && status.asInt() != answer.status()) {
                wrong.add("error.status_code is " + status + ".");
            }
        } catch (IOException e) {
            wrong.add("The body is no JSON: " + e.getMessage());
        }
    }

    /** Below the API's base whatever the document does not know is refused, in the envelope. */
    private List<String> unknown(Answered answer) {
        List<String> wrong = new ArrayList<>();
        boolean inApi = answer.path().startsWith(API);
        if (inApi && answer.status() < 300 && !answer.method().equals("OPTIONS")) {
            wrong.add("The document does not know this operation: give its method @Operation(operationId, summary).");
        } else if (inApi && answer.status() >= FIRST_ERROR && answer.body().length > 0) {
            body(answer, "an unknown operation", document.at("/components/responses/Error/content"), wrong);
        }
        return wrong;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : document.at(reference.asText().substring(1));
    }

    private static String names(JsonNode object) {
        Iterator<String> names = object.fieldNames();
        List<String> all = new ArrayList<>();
        names.forEachRemaining(all::add);
        return String.join(" or ", all);
    }
}
