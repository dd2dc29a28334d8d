package aisle.platform.web.docs;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ErrorCode;
import aisle.testing.AisleTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/errors.md: people write what a code means; which operations answer it is written from the OpenAPI document. */
@AisleTest
class ErrorsDocumentTest {
    private static final Path COMMITTED = Path.of("../docs/errors.md");
    private static final Pattern ROW = Pattern.compile("(\\| `(\\w+)` \\|[^|]*\\|[^|]*\\|[^|]*\\|).*");
    private static final String ANY = "any operation";
    private static final String SIGNED_IN = "any operation that needs a sign-in";
    private static final String WITH_BODY = "any operation that takes a body";
    private static final String WITH_KEY = "any operation that takes an Idempotency-Key";

    /** What is answered by operations of a kind rather than by some. */
    private static final Map<ErrorCode, String> BY_KIND = new EnumMap<>(Map.ofEntries(
            Map.entry(ErrorCode.MALFORMED_REQUEST, ANY),
            Map.entry(ErrorCode.VALIDATION_ERROR, ANY),
            Map.entry(ErrorCode.NOT_ACCEPTABLE, ANY),
            Map.entry(ErrorCode.RATE_LIMITED, ANY),
            Map.entry(ErrorCode.INTERNAL_ERROR, ANY),
            Map.entry(ErrorCode.DATABASE_UNAVAILABLE, ANY),
            Map.entry(ErrorCode.SERVER_BUSY, ANY),
            Map.entry(ErrorCode.UNAUTHENTICATED, SIGNED_IN),
            Map.entry(ErrorCode.TOKEN_EXPIRED, SIGNED_IN),
            Map.entry(ErrorCode.TOKEN_INVALID, SIGNED_IN),
            Map.entry(ErrorCode.TOKEN_REVOKED, SIGNED_IN),
            Map.entry(ErrorCode.FORBIDDEN, SIGNED_IN),
            Map.entry(ErrorCode.PAYLOAD_TOO_LARGE, WITH_BODY),
            Map.entry(ErrorCode.UNSUPPORTED_MEDIA_TYPE, WITH_BODY),
            Map.entry(ErrorCode.IDEMPOTENCY_IN_PROGRESS, WITH_KEY),
            Map.entry(ErrorCode.IDEMPOTENCY_KEY_REUSED, WITH_KEY),
            Map.entry(ErrorCode.MISSING_IDEMPOTENCY_KEY, "any operation that needs an Idempotency-Key"),
            Map.entry(ErrorCode.PRECONDITION_FAILED, "any operation that takes If-Match"),
            Map.entry(ErrorCode.URI_TOO_LONG, ANY),
            Map.entry(ErrorCode.HEADERS_TOO_LARGE, ANY),
            Map.entry(ErrorCode.NOT_FOUND, "addresses that do not exist"),
            Map.entry(ErrorCode.METHOD_NOT_ALLOWED, "methods that an address does not have")));

    @Test
    void theTableSaysWhichOperationsAnswerACode() throws Exception {
        Map<ErrorCode, TreeSet<String>> operations = operations();
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(COMMITTED)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ErrorCode code = ErrorCode.valueOf(row.group(2));
                TreeSet<String> answering = operations.getOrDefault(code, new TreeSet<>());
                String by = BY_KIND.getOrDefault(code, answering.isEmpty() ? "none yet" : String.join(", ", answering));
                lines.add(row.group(1) + " " + by + " |");
            } else {
                lines.add(line);
            }
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.write(COMMITTED, lines);
        }
        assertEquals(
                lines,
                Files.readAllLines(COMMITTED),
                "Write the last column of docs/errors.md anew with"
                        + " ./mvnw test -pl server -Dtest=ErrorsDocumentTest -Ddocs.write=true");
    }

    private static Map<ErrorCode, TreeSet<String>> operations() throws Exception {
        Map<ErrorCode, TreeSet<String>> operations = new EnumMap<>(ErrorCode.class);
        JsonNode document = new ObjectMapper()
                .readTree(given().get("/openapi.json").then().extract().asString());
        document.get("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .path(Refusals.CODES)
                        .forEach(code -> operations
                                .computeIfAbsent(ErrorCode.valueOf(code.asText()), any -> new TreeSet<>())
                                .add("`" + operation.path("operationId").asText() + "`"))));
        return operations;
    }

    /** The address that an error in the form of RFC 9457 points to. */
    @Test
    void thePageHasAnAnchorForEachCode() {
        String page = given().get("/docs/errors")
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .extract()
                .asString();
        List<String> missing = new ArrayList<>();
        for (ErrorCode code : ErrorCode.values()) {
            if (!page.contains("id=\"" + code + "\"")) {
                missing.add(code.name());
            }
        }
        assertEquals(List.of(), missing);
        given().get("/docs-assets/errors.css").then().statusCode(200);
    }
}
