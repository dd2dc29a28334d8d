package aisle.platform.web.entrance;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Wire;
import aisle.testing.Wire.Answer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every operation over HTTP. */
@AisleTest
class ConventionsTest {
    private static final String STORES = "/api/v1/stores";
    private static final String PROBLEM = "application/problem+json";
    private static final String PAGE = "http://localhost:5173";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404, NOT_FOUND, Not found",
        "GET, /docs-assets/none.js, 404, NOT_FOUND, Not found",
        "GET, //health, 404, NOT_FOUND, Not found",
        "GET, /health?q=%zz, 400, MALFORMED_REQUEST, Malformed request",
        "GET, /health?q=1, 400, VALIDATION_ERROR, Validation error",
        "DELETE, /health, 405, METHOD_NOT_ALLOWED, Method not allowed",
        "TRACE, /health, 405, METHOD_NOT_ALLOWED, Method not allowed",
        "DELETE, /api/v1/stores, 405, METHOD_NOT_ALLOWED, Method not allowed",
        "POST, /api/v1/auth/login, 415, UNSUPPORTED_MEDIA_TYPE, Unsupported media type",
        "PATCH, /api/v1/stores/018f0000-0000-7000-8000-000000000000, 401, UNAUTHENTICATED, Unauthenticated",
        "GET, /test/fails, 500, INTERNAL_ERROR, Internal error"
    })
    void anErrorIsAProblemForThoseWhoAcceptIt(String method, String path, int status, String code, String title)
            throws IOException {
        for (String accept :
                new String[] {PROBLEM, "application/json, " + PROBLEM + ";q=0.5", "APPLICATION/Problem+JSON"}) {
            Answer answer = exchange(method, path, "Accept: " + accept);
            assertEquals(status, answer.status(), answer.text());
            assertTrue(answer.header("Content-Type").startsWith(PROBLEM), answer.header("Content-Type"));
            Map<String, Object> problem =
                    io.restassured.path.json.JsonPath.from(answer.text()).getMap("");
            assertEquals("/docs/errors#" + code, problem.get("type"));
            assertEquals(title, problem.get("title"));
            assertEquals(status, problem.get("status"));
            assertEquals(path.replaceAll("\\?.*", ""), problem.get("instance"));
            assertEquals(code, problem.get("code"));
            assertTrue(problem.get("detail") instanceof String);
            assertTrue(problem.get("details") instanceof Map);
            assertEquals(answer.header("X-Request-ID"), problem.get("request_id"));
        }
        for (String accept : new String[] {"*/*", "application/json", "application/json, " + PROBLEM + ";q=0"}) {
            Answer answer = exchange(method, path, "Accept: " + accept);
            assertEquals(status, answer.status(), answer.text());
            assertTrue(answer.header("Content-Type").startsWith("application/json"), answer.header("Content-Type"));
            assertTrue(answer.text().startsWith("{\"error\":{\"code\":\"" + code), answer.text());
        }
    }

    private Answer exchange(String method, String path, String header) throws IOException {
        String body = method.equals("POST") ? "\r\nContent-Type: text/plain\r\nContent-Length: 1" : "";
        return Wire.exchange(
                server,
                method + " " + path + " HTTP/1.1\r\nHost: shop\r\n" + header + body,
                method.equals("POST") ? "x" : "");
    }

    @Test
    void acceptingProblemsIsNoReasonToGetNoAnswer() {
        given().accept(PROBLEM).get(STORES).then().statusCode(200).contentType(containsString("application/json"));
        given().accept("text/csv").get(STORES).then().statusCode(406).body("error.code", equalTo("NOT_ACCEPTABLE"));
        given().accept("text/csv, " + PROBLEM)
                .get(STORES)
                .then()
                .statusCode(406)
                .contentType(containsString(PROBLEM))
                .body("code", equalTo("NOT_ACCEPTABLE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/nothing",
                "/api/v1/stores",
                "/metrics",
                "/test/fails",
                "//",
                "/api/v1/auth/me",
                "/scalar"
            })
    void everyAnswerHasTheHeaders(String path) throws IOException {
        Answer answer = exchange("GET", path, "X-Request-ID: abc");
        assertEquals("abc", answer.header("X-Request-ID"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("DENY", answer.header("X-Frame-Options"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertTrue(answer.header("Permissions-Policy").contains("camera=()"));
        assertEquals(path.equals(STORES) ? "public, no-cache" : "no-store", answer.header("Cache-Control"));
        assertEquals("Accept, Accept-Encoding, Origin", answer.header("Vary"));
        assertEquals("", answer.header("Strict-Transport-Security"));
        if (path.equals("/scalar")) {
            assertTrue(answer.header("Content-Security-Policy").contains("script-src 'self'"));
        } else {
            assertEquals("default-src 'none'; frame-ancestors 'none'", answer.header("Content-Security-Policy"));
        }
    }

    @Test
    void aBrowserLearnsWhichPagesMayAsk() {
        ValidatableResponse preflight = given().header("Origin", PAGE)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                .options(STORES)
                .then();
        preflight
                .statusCode(204)
                .header("Access-Control-Allow-Origin", PAGE)
                .header("Access-Control-Allow-Methods", containsString("PUT"))
                .header("Access-Control-Allow-Headers", containsString("Authorization"))
                .header("Access-Control-Allow-Headers", containsString("Idempotency-Key"))
                .header("Access-Control-Max-Age", "7200")
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Vary", containsString("Origin"));
        for (String path : new String[] {STORES, "/nothing", "/api/v1/users"}) {
            given().header("Origin", PAGE)
                    .get(path)
                    .then()
                    .header("Access-Control-Allow-Origin", PAGE)
                    .header("Access-Control-Expose-Headers", containsString("ETag"))
                    .header("Vary", containsString("Origin"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "null",
                "http://localhost.evil.example",
                "http://localhost:1/x",
                "localhost",
                "http://localhost:"
            })
    void otherPagesLearnNothing(String origin) {
        given().header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .options(STORES)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Methods", nullValue());
        given().header("Origin", origin)
                .get(STORES)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void longAnswersAreCompressedForThoseWhoAskForIt() throws IOException {
        for (String path : new String[] {"/openapi.json", "/metrics"}) {
            Answer plain = exchange("GET", path, "Accept-Encoding: identity");
            assertEquals("", plain.header("Content-Encoding"), path);
            Answer packed = exchange("GET", path, "Accept-Encoding: gzip");
            assertEquals("gzip", packed.header("Content-Encoding"), path);
            assertTrue(packed.header("Vary").contains("Accept-Encoding"), path);
            assertTrue(packed.body().length < plain.body().length / 2, path);
            byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
            if (!path.equals("/metrics")) {
                assertEquals(plain.text(), new String(unpacked, StandardCharsets.UTF_8), path);
            }
        }
        assertEquals("", exchange("GET", "/health", "Accept-Encoding: gzip").header("Content-Encoding"));
        assertEquals("", exchange("GET", "/openapi.json", "X: y").header("Content-Encoding"));
        for (String line : new String[] {"HEAD /health", "HEAD /docs-assets/errors.css"}) {
            Answer answer = Wire.exchange(server, line + " HTTP/1.1\r\nHost: shop\r\nAccept-Encoding: gzip");
            assertEquals("", answer.header("Content-Encoding"), line);
        }
    }

    @Test
    void whoReadsErrorsAsProblemsAloneGetsAnswersAllTheSame() throws IOException {
        for (String accept : new String[] {PROBLEM, PROBLEM + ";q=0.9", PROBLEM + ", " + PROBLEM + ";profile=x"}) {
            Answer answer = exchange("GET", "/health", "Accept: " + accept);
            assertEquals(200, answer.status(), answer.text());
        }
        assertEquals(
                406, exchange("GET", "/health", "Accept: " + PROBLEM + ";q=0").status());
    }

    @Test
    void tokensAreNeverCompressed() {
        Account account = accounts.customer();
        given().header("Accept-Encoding", "gzip")
                .contentType("application/json")
                .body(Map.of("email", account.email(), "password", Accounts.PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .header("Content-Encoding", nullValue())
                .body("data.access_token", notNullValue());
    }

    @Test
    void aSlashAtTheEndIsTheSamePathForAnIdempotencyKeyToo() {
        Account admin = accounts.admin();
        String key = UUID.randomUUID().toString();
        String body = "{\"name\": \"slash " + key + "\"}";
        String id = admin.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(STORES + "/")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .path("data.id");
        admin.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(STORES)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("data.id", equalTo(id));
        given().get(STORES + "/" + id + "/").then().statusCode(200).body("data.id", equalTo(id));
        given().get("/api/v1/auth/me/").then().statusCode(401);
        assertEquals(1, books.count("SELECT count(*) FROM store WHERE name = ?", "slash " + key));
    }

    @Test
    void aMergePatchHasAMediaTypeOfItsOwn() {
        Account admin = accounts.admin();
        String id = accounts.store().id().value().toString();
        admin.request()
                .contentType("application/merge-patch+json; charset=UTF-8")
                .body("{\"delivers\": false}")
                .patch(STORES + "/" + id)
                .then()
                .statusCode(200)
                .body("data.delivers", equalTo(false));
    }

    @Test
    void severalFieldsAreNamedInAProblemToo() {
        accounts.admin()
                .request()
                .accept(PROBLEM)
                .body("{\"name\": \"\", \"postcodes\": [\"\"]}")
                .post(STORES)
                .then()
                .statusCode(400)
                .contentType(not(containsString("html")))
                .body("details.fields", hasSize(2));
    }
}
