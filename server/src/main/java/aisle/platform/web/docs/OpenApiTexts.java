package aisle.platform.web.docs;

import aisle.kernel.ErrorCode;
import aisle.platform.web.docs.Area.OperationText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Brings the texts and examples of {@link ApiText} into the document. */
final class OpenApiTexts {
    private static final String KEY = "Idempotency-Key";
    private static final String API = "/api/v1/";
    private static final Set<String> ENVELOPE = Set.of("data", "meta");
    private static final String LIST = "_list";

    private final OpenAPI document;
    private final Components components;
    private final ApiText text;
    private final Refusals refusals;
    private final Map<String, Object> examples;

    OpenApiTexts(OpenAPI document, ApiText text, Refusals refusals) {
        this.document = document;
        this.components = document.getComponents();
        this.text = text;
        this.refusals = refusals;
        this.examples = text.examples();
    }

    void describeSchemas() {
        Map<String, String> about = text.schemas();
        components.getSchemas().forEach((name, schema) -> {
            if (about.containsKey(name)) {
                schema.setDescription(about.get(name));
            }
            if (schema.getProperties() != null) {
                schema.getProperties().forEach((member, shape) -> {
                    String meaning = about.getOrDefault(
                            name + "." + member, text.common().members().get(member));
                    if (meaning != null && shape.getDescription() == null) {
                        shape.setDescription(meaning);
                    }
                });
            }
        });
    }

    void describeOperations() {
        document.setInfo(OASFactory.createInfo().description(text.common().description()));
        document.setTags(text.areas().stream()
                .map(area -> OASFactory.createTag().name(area.tag()).description(area.description()))
                .toList());
        components.addHeader(
                "Idempotent-Replayed",
                header("`true` when this is the kept answer to an earlier request with the key."));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> describe(path, item, method, operation)));
    }

    private void describe(String path, PathItem item, PathItem.HttpMethod method, Operation operation) {
        OperationText about = text.operation(operation.getOperationId());
        describeParameters(item.getParameters(), operation);
        describeParameters(operation.getParameters(), operation);
        if (about == null) {
            refusals.addDefaultTo(operation);
            return;
        }
        operation.setDescription(about.description());
        boolean inApi =
                operation.getOperationId() != null && !operation.getTags().contains("Health");
        boolean keyHonoured = inApi && method != PathItem.HttpMethod.GET && about.idempotencyKey() == Area.Key.HONOURED;
        if (keyHonoured) {
            sayThatKeyIsHonoured(operation);
        }
        if (about.request() != null && operation.getRequestBody() != null) {
            addExample(operation.getRequestBody().getContent(), about.request());
        }
        answer(operation, about, keyHonoured);
        if (inApi) {
            List<ErrorCode> codes = Refusals.codes(operation, about.refuses(), keyHonoured);
            refusals.addTo(operation, codes);
        }
    }

    private void describeParameters(@Nullable List<Parameter> parameters, Operation operation) {
        for (Parameter parameter : parameters == null ? List.<Parameter>of() : parameters) {
            String meaning = text.parameter(operation.getTags(), parameter.getName());
            if (parameter.getDescription() == null && meaning != null) {
                parameter.setDescription(meaning);
            }
        }
    }

    private void sayThatKeyIsHonoured(Operation operation) {
        boolean declared = operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(one -> one.getName().equals(KEY));
        if (!declared) {
            operation.addParameter(OASFactory.createParameter()
                    .name(KEY)
                    .in(Parameter.In.HEADER)
                    .description(text.common().parameters().get(KEY))
                    .schema(OASFactory.createSchema()
                            .addType(SchemaType.STRING)
                            .minLength(1)
                            .maxLength(255)));
        }
    }

    private void answer(Operation operation, OperationText about, boolean keyHonoured) {
        APIResponse success = operation.getResponses().getAPIResponse("200");
        about.answers().keySet().stream()
                .filter(status -> !operation.getResponses().hasAPIResponse(status))
                .forEach(status -> operation
                        .getResponses()
                        .addAPIResponse(
                                status,
                                OASFactory.createAPIResponse()
                                        .description("In the same form.")
                                        .content(success == null ? null : copy(success.getContent()))));
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            String example = about.answers().getOrDefault(status, status.startsWith("2") ? about.answer() : null);
            if (example != null && response.getContent() != null) {
                addExample(response.getContent(), example);
            }
            if (keyHonoured && status.startsWith("2")) {
                response.addHeader(
                        "Idempotent-Replayed",
                        OASFactory.createHeader().ref("#/components/headers/Idempotent-Replayed"));
            }
        });
    }

    private static Content copy(Content content) {
        Content copy = OASFactory.createContent();
        content.getMediaTypes()
                .forEach((type, media) ->
                        copy.addMediaType(type, OASFactory.createMediaType().schema(media.getSchema())));
        return copy;
    }

    private void addExample(Content content, String name) {
        Object bare = examples.get(name);
        if (bare == null) {
            throw new IllegalStateException("openapi/: there is no example named " + name);
        }
        content.getMediaTypes().values().forEach(media -> {
            Map<String, Schema> members = members(media.getSchema());
            boolean list = isArray(members.get("data"));
            List<String> others = members.containsKey("meta")
                    ? members.keySet().stream()
                            .filter(member -> !ENVELOPE.contains(member))
                            .toList()
                    : List.of();
            String key = list ? name + LIST + (others.isEmpty() ? "" : "_found") : name;
            if (components.getExamples() == null || !components.getExamples().containsKey(key)) {
                Object value =
                        members.containsKey("data") ? envelope(bare, list, members.containsKey("meta"), others) : bare;
                components.addExample(key, example(key, value));
            }
            media.addExample(key, OASFactory.createExample().ref("#/components/examples/" + key));
        });
    }

    /** @param others members of a list beside its rows, which its example does without */
    private static Object envelope(Object bare, boolean list, boolean paged, List<String> others) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("data", list && !(bare instanceof List) ? List.of(bare) : bare);
        if (paged) {
            Map<String, Object> meta = new LinkedHashMap<>();
            meta.put("total", 1);
            meta.put("total_relation", "eq");
            meta.put("limit", 20);
            meta.put("offset", 0);
            meta.put("next_cursor", null);
            envelope.put("meta", meta);
            others.forEach(member -> envelope.put(member, null));
        }
        return envelope;
    }

    private static Example example(String name, Object value) {
        return OASFactory.createExample().summary(name.replace('_', ' ')).value(value);
    }

    private Map<String, Schema> members(@Nullable Schema schema) {
        String reference = schema == null ? null : schema.getRef();
        Schema shape = reference == null
                ? schema
                : components.getSchemas().get(reference.substring(reference.lastIndexOf('/') + 1));
        return shape == null || shape.getProperties() == null ? Map.of() : shape.getProperties();
    }

    private static boolean isArray(@Nullable Schema schema) {
        return schema != null && schema.getType() != null && schema.getType().contains(SchemaType.ARRAY);
    }

    private static Header header(String meaning) {
        return OASFactory.createHeader()
                .description(meaning)
                .schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }
}
