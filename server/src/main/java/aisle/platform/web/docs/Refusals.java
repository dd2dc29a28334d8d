package aisle.platform.web.docs;

import static aisle.kernel.ErrorCode.DATABASE_UNAVAILABLE;
import static aisle.kernel.ErrorCode.FORBIDDEN;
import static aisle.kernel.ErrorCode.IDEMPOTENCY_IN_PROGRESS;
import static aisle.kernel.ErrorCode.IDEMPOTENCY_KEY_REUSED;
import static aisle.kernel.ErrorCode.INTERNAL_ERROR;
import static aisle.kernel.ErrorCode.MALFORMED_REQUEST;
import static aisle.kernel.ErrorCode.MISSING_IDEMPOTENCY_KEY;
import static aisle.kernel.ErrorCode.NOT_ACCEPTABLE;
import static aisle.kernel.ErrorCode.PAYLOAD_TOO_LARGE;
import static aisle.kernel.ErrorCode.PRECONDITION_FAILED;
import static aisle.kernel.ErrorCode.RATE_LIMITED;
import static aisle.kernel.ErrorCode.SERVER_BUSY;
import static aisle.kernel.ErrorCode.TOKEN_EXPIRED;
import static aisle.kernel.ErrorCode.TOKEN_INVALID;
import static aisle.kernel.ErrorCode.TOKEN_REVOKED;
import static aisle.kernel.ErrorCode.UNAUTHENTICATED;
import static aisle.kernel.ErrorCode.UNSUPPORTED_MEDIA_TYPE;
import static aisle.kernel.ErrorCode.VALIDATION_ERROR;

import aisle.kernel.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** How operations refuse and fail: per status the codes, each explained and with an example. */
final class Refusals {
    static final String CODES = "x-error-codes";

    private static final String RESPONSES = "#/components/responses/";
    private static final String EXAMPLES = "#/components/examples/";

    /** What operations of one kind answer alike stands once, among the document's components. */
    private static final Map<String, List<ErrorCode>> SHARED = Map.of(
            "BadRequest", List.of(MALFORMED_REQUEST, VALIDATION_ERROR),
            "BadRequestWithKey", List.of(MALFORMED_REQUEST, VALIDATION_ERROR, MISSING_IDEMPOTENCY_KEY),
            "Unauthenticated", List.of(UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_REVOKED),
            "Forbidden", List.of(FORBIDDEN),
            "NotAcceptable", List.of(NOT_ACCEPTABLE),
            "PayloadTooLarge", List.of(PAYLOAD_TOO_LARGE),
            "UnsupportedMediaType", List.of(UNSUPPORTED_MEDIA_TYPE),
            "TooManyRequests", List.of(RATE_LIMITED),
            "InternalError", List.of(INTERNAL_ERROR),
            "Unavailable", List.of(DATABASE_UNAVAILABLE, SERVER_BUSY));

    private final Components components;
    private final ApiText text;
    private final Map<ErrorCode, ErrorCatalog.Entry> catalog;

    Refusals(Components components, ApiText text, ErrorCatalog catalog) {
        this.components = components;
        this.text = text;
        this.catalog = catalog.byCode();
    }

    void addShared() {
        components.addHeader(
                "Retry-After",
                OASFactory.createHeader()
                        .description("Seconds to wait before the same request is worth repeating.")
                        .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)));
        for (ErrorCode code : ErrorCode.values()) {
            components.addExample(code.name(), example(code));
        }
        components.addResponse(
                OpenApiPolish.ERROR, response(List.of(INTERNAL_ERROR)).description("A refusal or a failure."));
        new TreeMap<>(SHARED).forEach((name, codes) -> components.addResponse(name, response(codes)));
    }

    /** The codes that an operation may answer: its own, and what follows from who may call it and what it takes. */
    static List<ErrorCode> codes(Operation operation, List<ErrorCode> own, boolean keyHonoured) {
        List<ErrorCode> codes = new ArrayList<>(List.of(MALFORMED_REQUEST, VALIDATION_ERROR));
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            codes.addAll(List.of(UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_REVOKED));
            // For a role that is not allowed, and for an API key without the scope, which any sign-in takes.
            codes.add(FORBIDDEN);
        }
        codes.addAll(List.of(NOT_ACCEPTABLE, RATE_LIMITED, INTERNAL_ERROR, DATABASE_UNAVAILABLE, SERVER_BUSY));
        if (operation.getRequestBody() != null) {
            codes.addAll(List.of(PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE));
        }
        if (keyHonoured) {
            codes.addAll(List.of(IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_KEY_REUSED));
        }
        for (Parameter parameter :
                operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters()) {
            if (parameter.getName().equals("Idempotency-Key") && Boolean.TRUE.equals(parameter.getRequired())) {
                codes.add(MISSING_IDEMPOTENCY_KEY);
            }
            if (parameter.getName().equals("If-Match")) {
                codes.add(PRECONDITION_FAILED);
            }
        }
        codes.addAll(own);
        return codes.stream().distinct().sorted().toList();
    }

    void addTo(Operation operation, List<ErrorCode> codes) {
        Map<Integer, List<ErrorCode>> byStatus =
                codes.stream().collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, here) -> {
            if (operation.getResponses().hasAPIResponse(String.valueOf(status))) {
                return;
            }
            APIResponse response = SHARED.entrySet().stream()
                    .filter(shared -> shared.getValue().equals(here))
                    .findFirst()
                    .map(shared -> OASFactory.createAPIResponse().ref(RESPONSES + shared.getKey()))
                    .orElseGet(() -> response(here));
            operation.getResponses().addAPIResponse(String.valueOf(status), response);
        });
        operation.addExtension(CODES, codes.stream().map(Enum::name).toList());
    }

    /** An operation of which nobody has said yet how it refuses. */
    void addDefaultTo(Operation operation) {
        operation
                .getResponses()
                .addAPIResponse("default", OASFactory.createAPIResponse().ref(RESPONSES + OpenApiPolish.ERROR));
    }

    private APIResponse response(List<ErrorCode> codes) {
        MediaType json = OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/" + OpenApiPolish.ERROR));
        codes.forEach(
                code -> json.addExample(code.name(), OASFactory.createExample().ref(EXAMPLES + code)));
        Content content = OASFactory.createContent().addMediaType("application/json", json);
        content.addMediaType(
                "application/problem+json",
                OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + OpenApiPolish.PROBLEM)));
        APIResponse response =
                OASFactory.createAPIResponse().description(description(codes)).content(content);
        ErrorCode first = codes.getFirst();
        if (first.status() == 429 || first.status() == 503 || codes.contains(IDEMPOTENCY_IN_PROGRESS)) {
            response.addHeader("Retry-After", reference());
        }
        return response;
    }

    private static Header reference() {
        return OASFactory.createHeader().ref("#/components/headers/Retry-After");
    }

    private String description(List<ErrorCode> codes) {
        return codes.stream()
                .map(code -> "- `" + code + "` " + explained(code).meaning())
                .collect(Collectors.joining("\n"));
    }

    private Example example(ErrorCode code) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("code", code.name());
        facts.put("message", explained(code).meaning().replace("`", ""));
        facts.put("status_code", code.status());
        facts.put("details", text.common().errorDetails().getOrDefault(code, Map.of()));
        facts.put("request_id", "01980d31-7f4e-7c55-a8c1-9d1f0f6f6b1e");
        return OASFactory.createExample().summary(code.name()).value(Map.of("error", facts));
    }

    /** A code whose row is still missing is told to its author by a test, not by a build that fails. */
    private ErrorCatalog.Entry explained(ErrorCode code) {
        return catalog.getOrDefault(code, new ErrorCatalog.Entry(code, "Not explained.", "", ""));
    }
}
