package aisle.platform.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.AisleTest;
import aisle.testing.Wire;
import aisle.testing.Wire.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method on every path that the API has, and on some that it has not. */
@AisleTest
class EveryMethodTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "BREW");

    @TestHTTPResource("/")
    URI server;

    private Wire wire;

    @BeforeEach
    void connect() throws IOException {
        wire = new Wire(server);
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void aPathAnswersItsMethodsAndNamesThemToOthers() throws IOException {
        Map<String, Set<String>> paths = paths();
        assertTrue(paths.size() > 20, paths.keySet() + "");
        for (String template : paths.keySet()) {
            String path = template.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
            Set<String> allowed = allowed(paths, path);
            for (String method : METHODS) {
                for (String written : List.of(path, path + "/", path + "?")) {
                    Answer answer = send(method, written);
                    String shown = method + " " + written + " " + answer.status() + " " + answer.text();
                    assertAll(
                            shown,
                            () -> assertTrue(answer.status() < 500),
                            () -> assertEquals(!allowed.contains(method), answer.status() == 405),
                            () -> assertFalse(paths.get(template).contains(method)
                                    && answer.text().contains("\"NOT_FOUND\"")),
                            () -> conventional(method, answer));
                    if (method.equals("OPTIONS")) {
                        assertEquals(204, answer.status(), shown);
                    }
                    if (method.equals("OPTIONS") || answer.status() == 405) {
                        assertEquals(String.join(", ", allowed), answer.header("Allow"), shown);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v1/nothing",
                "/api/v1/stores/nothing/at/all",
                "//health",
                "//healthz",
                "/health//",
                "/health//db",
                "/./health",
                "/x/../health",
                "/..",
                "/../..",
                "/../health",
                "/%2e%2e/health",
                "/%2E/health",
                "/%68ealth",
                "/health%2Fdb",
                "/health;x=1",
                "/health.json",
                "/HEALTH",
                "/api/v1//stores",
                "/api/v1/stores//",
                "/index.html",
                "/docs-assets/none.js",
                "/docs-assets/../application.properties",
                "/META-INF/resources/docs-assets/redoc.js",
                "/q/health",
                "/openapi-of-quarkus",
                "/favicon.ico"
            })
    void whereNothingIsNothingIsFound(String path) throws IOException {
        for (String method : METHODS) {
            Answer answer = send(method, path);
            assertEquals(404, answer.status(), method + " " + path);
            conventional(method, answer);
        }
    }

    @Test
    void headHasTheHeadersOfGet() throws IOException {
        for (String path : List.of(
                "/health",
                "/healthz",
                "/api/v1/stores",
                "/openapi.json",
                "/scalar",
                "/api/v1/me",
                "/nothing",
                "/metrics")) {
            Answer get = send("GET", path);
            Answer head = send("HEAD", path);
            assertEquals(get.status(), head.status(), path);
            Set<String> expected = names(get);
            Set<String> found = names(head);
            expected.removeAll(Set.of("content-length", "transfer-encoding"));
            found.removeAll(Set.of("content-length", "transfer-encoding"));
            assertEquals(expected, found, path);
        }
    }

    private static Set<String> names(Answer answer) {
        Set<String> names = new TreeSet<>();
        answer.headers().keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    private static void conventional(String method, Answer answer) throws IOException {
        assertFalse(answer.header("X-Request-ID").isEmpty());
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        if (answer.status() >= 400
                && !method.equals("HEAD")
                && answer.header("Content-Type").contains("json")) {
            JsonNode body = JSON.readTree(answer.body());
            assertEquals(
                    answer.status(),
                    body.path("error").path("status_code").asInt(body.has("error_description") ? answer.status() : 0),
                    answer.text());
        } else {
            assertTrue(answer.status() < 400 || method.equals("HEAD"), answer.text());
        }
    }

    private Answer send(String method, String path) throws IOException {
        wire.send(method + " " + path + " HTTP/1.1\r\nHost: shop\r\n"
                + (method.startsWith("P") ? "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n[" : "\r\n"));
        Answer answer = wire.answer(method.equals("HEAD"));
        if (answer.header("Connection").equalsIgnoreCase("close") || method.equals("CONNECT")) {
            wire.close();
            wire = new Wire(server);
        }
        return answer;
    }

    private Map<String, Set<String>> paths() throws IOException {
        JsonNode document = JSON.readTree(Wire.exchange(server, "GET /openapi.json HTTP/1.1\r\nHost: shop")
                .body());
        Map<String, Set<String>> paths = new TreeMap<>();
        document.path("paths").properties().forEach(path -> {
            List<String> methods = new ArrayList<>();
            path.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            methods.retainAll(METHODS);
            paths.put(path.getKey(), new TreeSet<>(methods));
        });
        return paths;
    }

    /** A path may match several templates, as /stores/search does. */
    private static Set<String> allowed(Map<String, Set<String>> paths, String path) {
        Set<String> allowed = new TreeSet<>();
        paths.forEach((template, methods) -> {
            if (path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"))) {
                allowed.addAll(methods);
            }
        });
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed;
    }
}
