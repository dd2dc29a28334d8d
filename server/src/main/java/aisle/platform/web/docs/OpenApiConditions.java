package aisle.platform.web.docs;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Says in the OpenAPI document which answers have an entity tag, and what conditions on it lead to. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = OpenApiConditions.BEHIND_ANSWERS)
public class OpenApiConditions implements OASFilter {
    static final int BEHIND_ANSWERS = OpenApiAnswers.BEFORE_POLISH - 1;

    private static final String ENVELOPE = "#/components/schemas/Data";
    private static final String LIST = "#/components/schemas/Listing";
    private static final String VERSION = "version";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        document.getPaths().getPathItems().values().forEach(path -> {
            path.getOperations().forEach((method, operation) -> {
                boolean isRead = method.name().equals("GET");
                tagged(operation, schemas, isRead);
            });
        });
    }

    private static void tagged(Operation operation, Map<String, Schema> schemas, boolean isRead) {
        boolean tagged = false;
        for (Map.Entry<String, APIResponse> answer :
                List.copyOf(operation.getResponses().getAPIResponses().entrySet())) {
            String schema =
                    answer.getKey().startsWith("2") ? envelope(answer.getValue().getContent()) : null;
            if (schema != null && (isRead || isVersioned(schema, schemas))) {
                answer.getValue().addHeader("ETag", etag());
                tagged = true;
            }
        }
        if (tagged && isRead) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "304",
                            OASFactory.createAPIResponse()
                                    .description("You have it already: nothing has changed since.")
                                    .addHeader("ETag", etag()));
            operation.addParameter(OASFactory.createParameter()
                    .name("If-None-Match")
                    .in(Parameter.In.HEADER)
                    .description("ETags of answers that you have; 304 when one of them is still right.")
                    .schema(text()));
        }
    }

    private static Header etag() {
        return OASFactory.createHeader()
                .description("Of the answer; its part before a dot is the version of the resource, if it has one.")
                .schema(text());
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static @Nullable String envelope(@Nullable Content content) {
        MediaType json = content == null ? null : content.getMediaType("application/json");
        String name = json == null || json.getSchema() == null
                ? null
                : json.getSchema().getRef();
        return name != null && (name.startsWith(ENVELOPE) || name.startsWith(LIST)) ? name : null;
    }

    /** Whether what is in the envelope has a version. */
    private static boolean isVersioned(String envelope, Map<String, Schema> schemas) {
        Schema outer = schemas.get(envelope.substring(envelope.lastIndexOf('/') + 1));
        Schema data = outer == null || outer.getProperties() == null
                ? null
                : outer.getProperties().get("data");
        String inner = data == null ? null : data.getRef();
        Schema resource = inner == null ? null : schemas.get(inner.substring(inner.lastIndexOf('/') + 1));
        return resource != null
                && resource.getProperties() != null
                && resource.getProperties().containsKey(VERSION);
    }
}
