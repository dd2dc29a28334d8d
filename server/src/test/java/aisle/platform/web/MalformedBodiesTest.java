package aisle.platform.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.StoreId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hundreds of bodies that are wrong, to several operations: each is refused with its status, and nothing changes. */
@AisleTest
class MalformedBodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORES = "/api/v1/stores";
    private static final int LIMIT = 1 << 20;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String name = "malformed " + UUID.randomUUID();

    @TestHTTPResource
    URI server;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Account admin;
    private StoreId store;

    @BeforeEach
    void prepare() {
        admin = accounts.admin();
        store = accounts.store().id();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/stores, application/json",
        "PUT, /api/v1/stores/{id}, application/json; charset=utf-8",
        "PATCH, /api/v1/stores/{id}, application/merge-patch+json",
        "PATCH, /api/v1/stores/{id}, application/json;charset=\"UTF-8\"",
        "POST, /api/v1/auth/login, application/json",
        "POST, /api/v1/products, application/json"
    })
    void eachIsRefusedAndNothingChanges(String method, String path, String type) throws Exception {
        List<byte[]> bodies = MalformedBodies.all(name);
        assertTrue(bodies.size() >= 200, bodies.size() + " bodies");
        String before = state();
        for (byte[] body : bodies) {
            refused(400, send(method, path, type, body), body);
        }
        assertEquals(before, state());
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/v1/stores", "PUT, /api/v1/stores/{id}", "PATCH, /api/v1/stores/{id}"})
    void aBodyHasALimit(String method, String path) throws Exception {
        String before = state();
        for (int length : new int[] {LIMIT + 1, 2 * LIMIT}) {
            byte[] body = new byte[length];
            Arrays.fill(body, (byte) ' ');
            refused(413, send(method, path, "application/json", body), body);
        }
        byte[] longest = new byte[LIMIT];
        Arrays.fill(longest, (byte) ' ');
        refused(400, send(method, path, "application/json", longest), longest);
        assertEquals(before, state());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, application/json; charset=utf-16, ",
        "POST, application/json; charset=ISO-8859-1, ",
        "POST, application/json;charset=\"windows-1252\", ",
        "PATCH, application/merge-patch+json; charset=utf-32, ",
        "POST, text/plain, ",
        "POST, application/xml, ",
        "POST, application/x-www-form-urlencoded, ",
        "POST, multipart/form-data; boundary=x, ",
        "POST, no type, ",
        "PATCH, application/json-patch+json, ",
        "POST, application/merge-patch+json, ",
        "POST, application/json, gzip",
        "POST, application/json, deflate",
        "POST, application/json, br",
        "PATCH, application/json, 'identity, gzip'"
    })
    void aBodyOfAnotherKindIsRefused(String method, String type, String encoding) throws Exception {
        String before = state();
        byte[] body = ("{\"name\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = request(method, method.equals("POST") ? STORES : STORES + "/{id}", type, body);
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        refused(415, http.send(request.build(), BodyHandlers.ofString()), body);
        assertEquals(before, state());
    }

    @Test
    void whatIsUnusualButRightIsAccepted() throws Exception {
        List<String> bodies = List.of(
                "\uFEFF{\"name\": \"%s 1\"}",
                " \t\r\n{ \"name\" :\n\"%s 2\"\t}\r\n ",
                "{\"n\\u0061me\": \"%s \\u0033 \\/ \\\" \\\\\"}",
                "{\"name\": \"%s 4 \\ud83d\\uded2 \uD83D\uDED2\"}",
                "{\"name\": \"%s 5\", \"address\": null, \"postcodes\": []}",
                "{\"name\": \"%s 6 \u2028 \uFFFF\"}");
        for (String body : bodies) {
            byte[] bytes = body.replace("%s", name).getBytes(StandardCharsets.UTF_8);
            HttpResponse<String> answer = send("POST", STORES, "application/json", bytes);
            assertEquals(201, answer.statusCode(), answer.body());
        }
        assertEquals(bodies.size(), books.count("SELECT count(*) FROM store WHERE name LIKE ?", name + "%"));
    }

    private String state() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(STORES + "/" + store.value()))
                .build();
        return http.send(request, BodyHandlers.ofString()).body()
                + books.count("SELECT count(*) FROM store")
                + " "
                + books.count("SELECT count(*) FROM product");
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return http.send(request(method, path, type, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String type, byte[] body) {
        URI uri = server.resolve(path.replace("{id}", store.value().toString()));
        return HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.ofByteArray(body))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + admin.token());
    }

    private static void refused(int status, HttpResponse<String> answer, byte[] body) throws IOException {
        String shown = new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertAll(
                shown,
                () -> assertEquals(status, answer.statusCode(), answer.body()),
                () -> assertEquals(status, error.path("status_code").asInt()),
                () -> assertTrue(error.path("code").isTextual()),
                () -> assertEquals(
                        answer.headers().firstValue("X-Request-ID").orElse(""),
                        error.path("request_id").asText()));
    }
}
