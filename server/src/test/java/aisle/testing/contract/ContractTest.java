package aisle.testing.contract;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.AisleTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The net is known to catch: each answer here keeps to the document but for one thing. */
@AisleTest
class ContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHELF = """
            {"openapi": "3.1.0",
             "paths": {
               "/api/v1/shelves/{id}": {"get": {"operationId": "getShelf", "responses": {
                 "200": {"description": "OK", "headers": {"ETag": {"required": true}},
                         "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Shelf"}}}},
                 "default": {"$ref": "#/components/responses/Error"}}}},
               "/api/v1/shelves/mine": {"delete": {"operationId": "clearShelf", "responses": {
                 "204": {"description": "Done"}}}}},
             "components": {
               "responses": {"Error": {"description": "No", "content": {"application/json": {
                 "schema": {"$ref": "#/components/schemas/Error"}}}}},
               "schemas": {
                 "Error": {"type": "object", "properties": {"error": {"type": "object", "properties": {
                   "code": {"type": "string", "enum": ["NOT_FOUND"]}, "status_code": {"type": "integer"}}}}},
                 "Shelf": {"type": "object", "properties": {
                   "id": {"type": "string", "format": "uuid"},
                   "label": {"type": ["string", "null"]},
                   "maker": {"anyOf": [{"$ref": "#/components/schemas/Maker"}, {"type": "null"}]},
                   "notes": {"type": "object", "additionalProperties": true}}},
                 "Maker": {"type": "object", "properties": {"name": {"type": "string"}}}}}}
            """;
    private static final String GOOD = """
            {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "label": null, "maker": {"name": "Oak"}, "notes": {"a": 1}}
            """;
    private static final String REFUSAL = """
            {"error": {"code": "NOT_FOUND", "status_code": 404}}
            """;

    @Test
    void answersThatKeepToTheDocumentPass() throws Exception {
        assertEquals(List.of(), violations("GET", "/api/v1/shelves/7", 200, GOOD));
        assertEquals(List.of(), violations("GET", "/api/v1/shelves/7/", 404, REFUSAL));
        assertEquals(List.of(), violations("HEAD", "/api/v1/shelves/7", 200, ""));
        assertEquals(List.of(), violations("DELETE", "/api/v1/shelves/mine", 204, ""));
        assertEquals(List.of(), violations("GET", "/api/v1/nowhere", 404, REFUSAL));
    }

    @Test
    void aStatusThatIsNotDocumentedIsCaught() throws Exception {
        assertCaught("does not know that getShelf answers 202", violations("GET", "/api/v1/shelves/7", 202, GOOD));
    }

    @Test
    void aMemberThatIsNotDocumentedIsCaught() throws Exception {
        assertCaught("'colour'", with(shelf -> shelf.put("colour", "red")));
        assertCaught("'town'", with(shelf -> shelf.withObject("maker").put("town", "Porto")));
    }

    @Test
    void aMissingMemberIsCaught() throws Exception {
        assertCaught("'label'", with(shelf -> shelf.remove("label")));
    }

    @Test
    void aValueOfAnotherKindIsCaught() throws Exception {
        assertCaught("uuid", with(shelf -> shelf.put("id", "seven")));
        assertCaught("null found", with(shelf -> shelf.putNull("notes")));
    }

    @Test
    void anErrorThatIsNotTheEnvelopeIsCaught() throws Exception {
        assertCaught("'text'", violations("GET", "/api/v1/shelves/7", 404, "{\"text\": \"no\"}"));
        assertCaught("status_code is 404", violations("GET", "/api/v1/shelves/7", 500, REFUSAL));
        assertCaught("enumeration", violations("GET", "/api/v1/nowhere", 404, REFUSAL.replace("NOT_FOUND", "GONE")));
    }

    @Test
    void aMissingHeaderIsCaught() throws Exception {
        assertCaught("ETag", contract().violations(answer("GET", "/api/v1/shelves/7", 200, GOOD, Map.of())));
    }

    @Test
    void aBodyWhereNoneIsPromisedIsCaught() throws Exception {
        assertCaught("there must be none", violations("DELETE", "/api/v1/shelves/mine", 204, "{}"));
    }

    @Test
    void anOperationThatTheDocumentDoesNotKnowIsCaught() throws Exception {
        assertCaught("does not know this operation", violations("POST", "/api/v1/shelves/7", 200, GOOD));
    }

    /** Whoever forgets to install it would never notice. */
    @Test
    void theNetHangsBehindRestAssured() {
        assertTrue(RestAssured.filters().stream().anyMatch(ContractFilter.class::isInstance));
        given().get("/api/v1/stores").then().statusCode(200);
        Answered wrong = answer("GET", "/api/v1/stores", 200, "{}", Map.of());
        assertThrows(AssertionError.class, () -> ContractNet.check("http://localhost:" + RestAssured.port, wrong));
    }

    private static List<String> with(Consumer<ObjectNode> change) throws Exception {
        ObjectNode shelf = (ObjectNode) JSON.readTree(GOOD);
        change.accept(shelf);
        return violations("GET", "/api/v1/shelves/7", 200, shelf.toString());
    }

    private static Contract contract() throws Exception {
        return new Contract(JSON.readTree(SHELF));
    }

    private static List<String> violations(String method, String path, int status, String body) throws Exception {
        return contract().violations(answer(method, path, status, body, Map.of("etag", "\"1\"")));
    }

    private static Answered answer(String method, String path, int status, String body, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Content-Type", "application/json;charset=UTF-8");
        return new Answered(method, path, status, all, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertCaught(String expected, List<String> violations) {
        assertTrue(violations.stream().anyMatch(found -> found.contains(expected)), violations::toString);
    }
}
