package aisle.platform.web.docs;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jboss.resteasy.reactive.ResponseStatus;

/**
 * Says in the OpenAPI document with which status an operation succeeds, as its method declares it: {@link ResponseStatus},
 * or an {@code @APIResponse} for each where there are several. Without either it is 200, and 204 for a void method. An
 * operation for everybody says so, too: silence would leave open whether somebody forgot.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = OpenApiAnswers.BEFORE_POLISH)
public class OpenApiAnswers implements OASFilter {
    static final int BEFORE_POLISH = 100;

    private static final DotName OPERATION =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);
    private static final DotName STATUS = DotName.createSimple(ResponseStatus.class);
    private static final DotName DECLARED =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.responses.APIResponse.class);
    private static final DotName SEVERAL_DECLARED =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.responses.APIResponses.class);
    private static final Map<String, String> DESCRIPTIONS =
            Map.of("200", "OK", "201", "Created", "202", "Accepted", "204", "Done; there is nothing to say.");

    private final IndexView code;

    /** The index comes from the build. */
    public OpenApiAnswers(IndexView code) {
        this.code = code;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, MethodInfo> methods = new HashMap<>();
        for (AnnotationInstance operation : code.getAnnotations(OPERATION)) {
            if (operation.value("operationId") != null) {
                methods.put(
                        operation.value("operationId").asString(),
                        operation.target().asMethod());
            }
        }
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(operation -> {
                    MethodInfo method = methods.get(operation.getOperationId());
                    if (method != null) {
                        success(operation, method);
                        if (method.hasAnnotation(PermitAll.class)) {
                            operation.setSecurity(List.of());
                        }
                    }
                }));
        new OpenApiMembers(code).describe(document);
    }

    private static void success(Operation operation, MethodInfo method) {
        APIResponses responses = operation.getResponses();
        if (!method.hasAnnotation(DECLARED) && !method.hasAnnotation(SEVERAL_DECLARED)) {
            AnnotationInstance declared = method.annotation(STATUS);
            String status = declared != null
                    ? Integer.toString(declared.value().asInt())
                    : method.returnType().kind() == Type.Kind.VOID ? "204" : "200";
            for (String guessed : List.of("200", "201", "202", "204")) {
                APIResponse response = responses.getAPIResponse(guessed);
                if (response != null && !guessed.equals(status)) {
                    responses.removeAPIResponse(guessed);
                    responses.addAPIResponse(status, response.description(DESCRIPTIONS.get(status)));
                }
            }
        }
        sameBody(responses);
    }

    /** An operation answers the same body with whichever status it succeeds; 204 has none, and a new thing has a place. */
    private static void sameBody(APIResponses responses) {
        Content body = null;
        for (Map.Entry<String, APIResponse> response :
                responses.getAPIResponses().entrySet()) {
            if (response.getKey().startsWith("2") && response.getValue().getContent() != null) {
                body = response.getValue().getContent();
            }
        }
        for (Map.Entry<String, APIResponse> response :
                responses.getAPIResponses().entrySet()) {
            String status = response.getKey();
            if (status.equals("204")) {
                response.getValue().setContent(null);
            } else if (status.startsWith("2") && response.getValue().getContent() == null) {
                response.getValue().setContent(body);
            }
            if (status.equals("201")) {
                response.getValue()
                        .addHeader(
                                "Location",
                                OASFactory.createHeader()
                                        .description("Where the new resource is.")
                                        .required(true)
                                        .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
            }
        }
    }
}
