package aisle.platform.observability;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Keys;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class RequestLogTest {
    private static final List<String> FIELDS = List.of(
            "ts",
            "level",
            "logger",
            "event",
            "request_id",
            "trace_id",
            "method",
            "route",
            "path",
            "status",
            "duration_ms",
            "remote_addr",
            "user_id",
            "api_key_id");

    @TestHTTPResource
    URI server;

    @Inject
    Accounts accounts;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ExtHandler listener = new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord record) {
            lines.add(new JsonLines().format(record));
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("aisle.request").addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("aisle.request").removeHandler(listener);
    }

    @Test
    void aRequestIsOneLineWithTheDocumentedFields() throws Exception {
        String id = id();
        given().header("X-Request-ID", id).get("/api/v1/stores/" + UUID.randomUUID());

        JsonNode line = line(id);
        List<String> names = new ArrayList<>();
        line.fieldNames().forEachRemaining(names::add);
        assertEquals(FIELDS, names);
        assertTrue(line.get("ts").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertEquals("INFO", line.get("level").asText());
        assertEquals("aisle.request", line.get("logger").asText());
        assertEquals("http_request", line.get("event").asText());
        assertEquals("GET", line.get("method").asText());
        assertEquals("/api/v1/stores/{id}", line.get("route").asText());
        assertEquals(404, line.get("status").intValue());
        assertTrue(line.get("status").isNumber());
        assertEquals(2, line.get("duration_ms").decimalValue().scale());
        assertEquals("127.0.0.1", line.get("remote_addr").asText());
        assertTrue(line.get("user_id").isNull());
    }

    @Test
    void aTraceIsGoneOnWithWhenItCanBeReadAndElseBegun() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String parent = "00f067aa0ba902b7";
        for (String good : List.of(
                "00-" + trace + "-" + parent + "-01",
                "00-" + trace + "-" + parent + "-ff",
                "cc-" + trace + "-" + parent + "-01-x")) {
            assertEquals(trace, traceOf(good), good);
        }
        for (String bad : List.of(
                trace,
                "00-" + trace + "-" + parent,
                "00-" + trace + "-" + parent + "-01-x",
                "00-" + trace + "-" + parent + "-01,00-" + trace + "-" + parent + "-01",
                "ff-" + trace + "-" + parent + "-01",
                "00-" + trace.toUpperCase(java.util.Locale.ROOT) + "-" + parent + "-01",
                "00-" + "0".repeat(32) + "-" + parent + "-01",
                "00-" + trace + "-" + "0".repeat(16) + "-01")) {
            String begun = traceOf(bad);
            assertTrue(begun.matches("[0-9a-f]{32}"), begun);
            assertFalse(begun.equals(trace) || begun.equals("0".repeat(32)), bad);
        }
    }

    private String traceOf(String traceparent) throws Exception {
        String id = id();
        given().header("X-Request-ID", id).header("traceparent", traceparent).get("/health");
        return line(id).get("trace_id").asText();
    }

    @Test
    void anAddressThatIsNothingIsUnmatchedAndItsQueryIsNotLogged() throws Exception {
        String id = id();
        given().header("X-Request-ID", id).get("/nowhere?token=secret");

        JsonNode line = line(id);
        assertEquals("unmatched", line.get("route").asText());
        assertEquals("/nowhere", line.get("path").asText());
        assertEquals(404, line.get("status").intValue());
        assertFalse(line.toString().contains("secret"));
    }

    @Test
    void aMachineIsNamedByTheIdOfItsKeyAndTheKeyIsNowhere() throws Exception {
        Keys.Key key = Keys.make(accounts.admin(), Map.of("name", "Log", "scopes", List.of("listProducts")));
        String id = id();
        key.request().header("X-Request-ID", id).get("/api/v1/products?key=" + key.secret());
        JsonNode line = line(id);
        assertEquals(key.id(), line.get("api_key_id").asText());
        assertTrue(line.get("user_id").isNull());
        String secret = key.secret().substring(key.secret().length() - 40);
        assertFalse(line.toString().contains(secret));

        String lost = id();
        key.request().header("X-Request-ID", lost).get("/api/v1/stores/" + key.secret());
        JsonNode inPath = line(lost);
        assertTrue(inPath.get("path").asText().startsWith("/api/v1/stores/aisle_"));
        assertFalse(inPath.toString().contains(secret));
    }

    @Test
    void aRefusedSignInIsLoggedWithoutItsToken() throws Exception {
        String id = id();
        given().header("X-Request-ID", id)
                .header("Authorization", "Bearer not-a-token")
                .contentType("application/json")
                .body("{\"name\": \"x\"}")
                .post("/api/v1/stores");

        JsonNode line = line(id);
        assertEquals(401, line.get("status").intValue());
        assertEquals("/api/v1/stores", line.get("route").asText());
        assertFalse(line.toString().contains("not-a-token"));
    }

    @Test
    void aBodyThatIsTooLargeIsLoggedToo() throws Exception {
        String id = id();
        String answer = raw("POST /api/v1/stores HTTP/1.1\r\nHost: a\r\nX-Request-ID: " + id
                + "\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        assertEquals(413, line(id).get("status").intValue());
    }

    @Test
    void anExceptionIsALineOfItsOwnWithAStacktrace() throws Exception {
        String id = id();
        given().header("X-Request-ID", id).get("/test/fails").then().statusCode(500);

        JsonNode exception = line(id);
        assertEquals("http_exception", exception.get("event").asText());
        assertEquals("ERROR", exception.get("level").asText());
        assertTrue(exception.get("stacktrace").asText().contains("IllegalStateException"));
        assertEquals("/test/fails", exception.get("route").asText());
        assertNull(exception.get("status"));
        JsonNode request = line(id);
        assertEquals("http_request", request.get("event").asText());
        assertEquals("ERROR", request.get("level").asText());
        assertEquals(500, request.get("status").intValue());
    }

    private static String id() {
        return "test-" + UUID.randomUUID();
    }

    private JsonNode line(String requestId) throws Exception {
        String line;
        do {
            line = lines.poll(10, TimeUnit.SECONDS);
            assertNotNull(line, "no line for " + requestId);
        } while (!line.contains(requestId));
        return new ObjectMapper()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .setNodeFactory(com.fasterxml.jackson.databind.node.JsonNodeFactory.withExactBigDecimals(true))
                .readTree(line);
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] start = socket.getInputStream().readNBytes(12);
            return new String(start, StandardCharsets.US_ASCII);
        }
    }
}
