package aisle.platform.web.docs;

import aisle.kernel.ErrorCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Says once in the OpenAPI document what holds for every operation, and shows values as they look in JSON: typed ids are
 * UUID strings, and a merge patch has the members of what PUT takes, or of what it declares, none of them required.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class OpenApiPolish implements OASFilter {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String API = "/api/v1/";
    static final String ERROR = "Error";
    static final String PROBLEM = "Problem";
    private static final String PATCH = "JsonNode";
    private static final String PASSWORD = "password";
    private static final Set<String> REFUSALS = Set.of("400", "401", "403");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components = document.getComponents();
        ApiText text = ApiText.read();
        Refusals refusals = new Refusals(components, text, ErrorCatalog.read());
        OpenApiTexts texts = new OpenApiTexts(document, text, refusals);
        showIdsAsUuids(components);
        texts.describeSchemas();
        components.addSchema(ERROR, error());
        components.addSchema(PROBLEM, problem());
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(API)) {
                showPatch(document, components, path, item);
                item.getOperations().values().forEach(OpenApiPolish::clearGuesses);
            }
        });
        refusals.addShared();
        texts.describeOperations();
        offerSignIn(document, components);
        // Any JSON value, where an operation takes one without saying more; Jackson's own members are of no interest.
        components.addSchema(PATCH, OASFactory.createSchema().description("Any JSON value."));
        components.removeSchema("JsonNodeType");
        Schema moneyInput = components.getSchemas().get("MoneyInput");
        if (moneyInput != null) {
            // One of its forms is an object, the others are not: what it lists beside the forms would contradict them.
            moneyInput.setProperties(null);
            moneyInput.setType(null);
        }
    }

    private static void showIdsAsUuids(Components components) {
        for (Map.Entry<String, Schema> named :
                List.copyOf(components.getSchemas().entrySet())) {
            Map<String, Schema> members = named.getValue().getProperties();
            if (named.getKey().endsWith("Id")
                    && members != null
                    && members.keySet().equals(Set.of("value"))) {
                components.addSchema(named.getKey(), text().format("uuid"));
            }
        }
    }

    private static void showPatch(OpenAPI document, Components components, String path, PathItem item) {
        MediaType patch = body(item.getPATCH());
        MediaType declared = patch == null
                ? null
                : item.getPATCH().getRequestBody().getContent().getMediaType(MERGE_PATCH);
        if (patch == null || (declared == null && !(SCHEMAS + PATCH).equals(reference(patch)))) {
            return;
        }
        PathItem collection = document.getPaths().getPathItem(path.substring(0, path.lastIndexOf('/')));
        MediaType whole = declared == null ? body(item.getPUT()) : declared;
        if (whole == null && collection != null) {
            whole = body(collection.getPOST());
        }
        item.getPATCH().getRequestBody().getContent().addMediaType(MERGE_PATCH, patch);
        String name = whole == null ? null : reference(whole);
        Schema schema = name == null ? null : components.getSchemas().get(name.substring(SCHEMAS.length()));
        if (schema == null) {
            patch.setSchema(OASFactory.createSchema().addType(SchemaType.OBJECT));
            return;
        }
        String patchName = String.valueOf(name).substring(SCHEMAS.length()) + "Patch";
        Schema optional = OASFactory.createSchema().addType(SchemaType.OBJECT);
        optional.setDescription("JSON Merge Patch: members that are absent stay, null clears.");
        optional.setProperties(schema.getProperties());
        components.addSchema(patchName, optional);
        patch.setSchema(reference(patchName));
        if (declared != null && name != null) {
            components.removeSchema(name.substring(SCHEMAS.length()));
        }
    }

    /** The framework guesses how an operation refuses; {@link Refusals} knows. */
    private static void clearGuesses(Operation operation) {
        APIResponses responses = operation.getResponses();
        Map.copyOf(responses.getAPIResponses()).forEach((status, response) -> {
            if (REFUSALS.contains(status) && response.getContent() == null) {
                responses.removeAPIResponse(status);
            }
        });
    }

    /** A page of documentation can sign in by name and password; a program brings the token that it has. */
    private static void offerSignIn(OpenAPI document, Components components) {
        components.addSecurityScheme(
                PASSWORD,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.OAUTH2)
                        .description("Signs in by e-mail address (as the username) and password; needs no client id.")
                        .flows(OASFactory.createOAuthFlows()
                                .password(OASFactory.createOAuthFlow()
                                        .tokenUrl("/api/v1/auth/token")
                                        .refreshUrl("/api/v1/auth/token")
                                        .scopes(Map.of()))));
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .filter(operation -> operation.getSecurity() != null
                        && !operation.getSecurity().isEmpty())
                .forEach(operation -> operation.addSecurityRequirement(
                        OASFactory.createSecurityRequirement().addScheme(PASSWORD)));
        document.addServer(OASFactory.createServer().url("/").description("The server that this document came from"));
    }

    private static @Nullable MediaType body(@Nullable Operation operation) {
        if (operation == null
                || operation.getRequestBody() == null
                || operation.getRequestBody().getContent() == null) {
            return null;
        }
        return operation.getRequestBody().getContent().getMediaType(JSON);
    }

    private static @Nullable String reference(MediaType media) {
        return media.getSchema() == null ? null : media.getSchema().getRef();
    }

    private static Schema reference(String name) {
        return OASFactory.createSchema().ref(SCHEMAS + name);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static List<Object> codes() {
        return Arrays.stream(ErrorCode.values()).<Object>map(ErrorCode::name).toList();
    }

    private static Schema error() {
        Schema facts = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("code", text().description("Stable, for programs.").enumeration(codes()))
                .addProperty("message", text().description("A sentence for people."))
                .addProperty("status_code", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("details", details())
                .addProperty("request_id", text().description("What to quote when asking for help."))
                .required(List.of("code", "message", "status_code", "details", "request_id"));
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("error", facts)
                .required(List.of("error"));
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("The same facts as RFC 9457 has them.")
                .addProperty("type", text().description("The page that explains the code."))
                .addProperty("title", text().description("The code in words."))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text().description("A sentence for people."))
                .addProperty("instance", text().description("The path that was asked for."))
                .addProperty("code", text().description("Stable, for programs.").enumeration(codes()))
                .addProperty("details", details())
                .addProperty("request_id", text().description("What to quote when asking for help."))
                .required(List.of("type", "title", "status", "detail", "instance", "code", "details", "request_id"));
    }

    private static Schema details() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .additionalPropertiesBoolean(true)
                .description("Facts for programs, such as fields or items.");
    }
}
