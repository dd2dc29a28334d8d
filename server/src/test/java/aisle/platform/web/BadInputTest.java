package aisle.platform.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it is told in the error envelope what was wrong, and nothing of it is kept. */
@AisleTest
class BadInputTest {
    private static final String STORES = "/api/v1/stores";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @TestHTTPResource("/")
    URI base;

    private final String unique = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({
        "a\\ud800b, must not hold half a surrogate pair",
        "\\udc00\\ud800, must not hold half a surrogate pair",
        "a\\u0000b, must not hold a zero character"
    })
    void textThatCannotBeStoredIsRefusedByName(String text, String reason) {
        long before = books.count("SELECT count(*) FROM store");
        field(store("{\"name\": \"" + text + unique + "\"}"), "name", reason);
        field(
                store("{\"name\": \"" + unique + "\", \"address\": {\"city\": \"" + text + "\"}}"),
                "address.city",
                reason);
        field(
                product("{\"name\": \"" + unique + "\", \"price\": 1, \"attributes\": {\"a\": [1, \"" + text + "\"]}}"),
                "attributes.a[1]",
                reason);
        assertEquals(before, books.count("SELECT count(*) FROM store"));
    }

    @Test
    void wholeSurrogatePairsAreText() {
        String name = "\uD83D\uDED2 " + unique;
        String id = store("{\"name\": \"\\ud83d\\uded2 " + unique + "\"}")
                .statusCode(201)
                .extract()
                .path("data.id");
        given().get(STORES + "/" + id).then().statusCode(200).body("data.name", equalTo(name));
    }

    @Test
    void aNameThatCannotBeWrittenIsRefused() {
        store("{\"\\ud800\": 1}").statusCode(400).body("error.code", equalTo("VALIDATION_ERROR"));
        field(store("{\"name\": \"" + unique + "\", \"\": 1}"), "\"\"", "There is no such member here.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B5", "%D9%A2", "5.0", "0x5", "%205", "99999999999"})
    void aNumberIsWrittenWithTheDigitsOfAscii(String limit) {
        given().urlEncodingEnabled(false)
                .get(STORES + "?limit=" + limit)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", equalTo(List.of("limit")));
    }

    @Test
    void aQueryParameterIsSentOnce() {
        given().get(STORES + "?limit=1&limit=2&count=none")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", equalTo(List.of("limit")))
                .body("error.details.fields.code", equalTo(List.of("repeated")));
    }

    @Test
    void aNameIsGivenBackAsFarAsAnybodyReadsIt() {
        String shown = "x".repeat(200) + "…";
        store("{\"" + "x".repeat(10_000) + "\": 1}")
                .statusCode(400)
                .body("error.message", equalTo("Not valid: " + shown + "."))
                .body("error.details.fields.field", equalTo(List.of(shown)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e9999999999", "0e99999999", "1E+400"})
    void numbersTooLongToWriteOutAreRefused(String number) {
        String reason = "must be a number with an exponent within ±308";
        field(
                product("{\"name\": \"" + unique + "\", \"price\": 1, \"attributes\": {\"a\": " + number + "}}"),
                "attributes.a",
                reason);
        String id = store("{\"name\": \"" + unique + number + "\"}").extract().path("data.id");
        field(
                accounts.admin()
                        .request()
                        .body("{\"active\": " + number + "}")
                        .patch(STORES + "/" + id)
                        .then(),
                "active",
                reason);
    }

    @Test
    void aBodyMustBeUtf8() {
        for (byte[] bad : new byte[][] {{(byte) 0xC0, (byte) 0xAF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {-1}}) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(("{\"name\": \"" + unique).getBytes(StandardCharsets.UTF_8));
            body.writeBytes(bad);
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
            raw(body.toByteArray())
                    .statusCode(400)
                    .body("error.code", equalTo("MALFORMED_REQUEST"))
                    .body("error.message", equalTo("The body is not valid UTF-8."));
        }
        raw(("{\"name\": \"" + unique + "\"}").getBytes(StandardCharsets.UTF_16))
                .statusCode(400)
                .body("error.code", equalTo("MALFORMED_REQUEST"));
    }

    @Test
    void aByteOrderMarkIsOverlooked() {
        raw(("\uFEFF{\"name\": \"" + unique + "\"}").getBytes(StandardCharsets.UTF_8))
                .statusCode(201);
    }

    @Test
    void aBodyHasALimitWhetherItSaysItsLengthOrNot() throws IOException {
        String large = "{\"name\": \"" + "x".repeat(1 << 20) + "\"}";
        store(large)
                .statusCode(413)
                .body("error.code", equalTo("PAYLOAD_TOO_LARGE"))
                .body("error.message", equalTo("A request body may have 1048576 bytes."));
        String answer = exchange("POST " + STORES + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n"
                + "Authorization: Bearer " + accounts.admin().token() + "\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(large.length()) + "\r\n" + large
                + "\r\n0\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("PAYLOAD_TOO_LARGE"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET " + STORES + " HTTP/1.1\r\n",
                "GET " + STORES + " HTTP/1.1\r\nHost: a b:zz\r\n",
                "GET ?x HTTP/1.1\r\nHost: shop\r\n",
                "POST " + STORES + " HTTP/1.1\r\nHost: shop\r\nContent-Length: 99999999999999\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: shop\r\n",
                "GET api/v1/stores HTTP/1.1\r\nHost: shop\r\n",
                "GET /webjars/none.js HTTP/1.1\r\nHost: shop\r\n",
                "GET /openapi-of-quarkus HTTP/1.1\r\nHost: shop\r\n"
            })
    void refusalsBeforeAnyOperationHaveTheEnvelope(String request) throws IOException {
        String answer = exchange(request + "Connection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        assertTrue(answer.contains("\r\nX-Request-ID: "), answer);
        assertTrue(answer.contains("{\"error\":{\"code\":\""), answer);
    }

    @ParameterizedTest
    @CsvSource({"currency, XXX", "currency, XAU", "currency, ''", "timezone, -5", "timezone, ''", "timezone, Mars/Base"
    })
    void onlyMoneyAndZonesOfPlacesAreAccepted(String member, String value) {
        field(
                store("{\"name\": \"" + unique + "\", \"" + member + "\": \"" + value + "\"}"),
                member,
                member.equals("currency")
                        ? "must be an ISO 4217 code such as USD"
                        : "must be a time zone such as Europe/Lisbon");
    }

    @Test
    void aCurrencyIsAText() {
        for (String currency : new String[] {"{}", "[]", "1", "true"}) {
            field(
                    product("{\"name\": \"" + unique + "\", \"price\": {\"amount\": \"1\", \"currency\": " + currency
                            + "}}"),
                    "price",
                    "must be money whose currency is a text such as USD");
        }
    }

    private ValidatableResponse store(String body) {
        return accounts.admin().request().body(body).post(STORES).then();
    }

    private ValidatableResponse product(String body) {
        return accounts.admin().request().body(body).post("/api/v1/products").then();
    }

    private ValidatableResponse raw(byte[] body) {
        Account admin = accounts.admin();
        return given().auth()
                .oauth2(admin.token())
                .contentType(ContentType.JSON)
                .body(body)
                .post(STORES)
                .then();
    }

    private static void field(ValidatableResponse answer, String field, String message) {
        answer.statusCode(400)
                .header("X-Request-ID", matchesPattern("\\S+"))
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields", hasSize(1))
                .body("error.details.fields[0].field", equalTo(field))
                .body("error.details.fields[0].message", equalTo(message));
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
