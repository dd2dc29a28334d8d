package aisle.platform.web.entrance;

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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client of good will sends: it is refused in the form of all errors, and nobody else notices. */
@AisleTest
class RawRequestsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CROWD = 1_000;

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/stores?q=100% HTTP/1.1",
                "GET /api/v1/stores?limit=%zz HTTP/1.1",
                "GET /api/v1/stores?limit=%1 HTTP/1.1",
                "GET /api/v1/stores/search?name=%00 HTTP/1.1",
                "GET /api/v1/stores/search?name=%ff HTTP/1.1",
                "GET /api/v1/stores/search?name=%ed%a0%80 HTTP/1.1",
                "GET /api/v1/stores/search?name=%c0%80 HTTP/1.1",
                "GET /api/v1/stores/%00 HTTP/1.1",
                "GET /api/v1/stores/%ff HTTP/1.1",
                "GET /api/v1/stores/%zz HTTP/1.1",
                "GET /api/v1/stores/search?name=<b> HTTP/1.1",
                "GET /api/v1/stores/search?name=a|b HTTP/1.1",
                "GET /api/v1/stores/search?name=\"a\" HTTP/1.1",
                "GET /api/v1/stores/search?name={a} HTTP/1.1",
                "GET /api/v1/stores/search?name=^ HTTP/1.1",
                "GET /api/v1/stores/search?name=` HTTP/1.1",
                "GET /api/v1/stores\\search HTTP/1.1",
                "GET /api/v1/stores/search?name=\u00e9 HTTP/1.1",
                "GET /<> HTTP/1.1",
                "GET  HTTP/1.1",
                "GET",
                "/",
                "nonsense",
                "GET // HTTP/1.1",
                "GET / HTTPS",
                "GET / /  HTTP/1.1",
                "G\u0000T / HTTP/1.1",
                "GET / HTTP/1.2",
                "GET / HTTP/2.0",
                "GET / HTTP/1.1\r\nHost: other",
                "GET / HTTP/1.1\r\nAuthorization: Bearer a\r\nauthorization: Bearer b",
                "POST / HTTP/1.1\r\nContent-Type: application/json\r\nContent-Type: text/plain",
                "POST / HTTP/1.1\r\nIdempotency-Key: a\r\nIdempotency-Key: b",
                "POST / HTTP/1.1\r\nTransfer-Encoding: xchunked",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked",
                "GET / HTTP/1.1\r\nno colon",
                "GET / HTTP/1.1\r\nA B: blank in the name",
                "GET / HTTP/1.1\r\nX: a\u0000b",
                "POST / HTTP/1.1\r\nContent-Length: x",
                "POST / HTTP/1.1\r\nContent-Length: -1",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2"
            })
    void aRequestThatCannotBeReadIsToldSo(String head) throws IOException {
        refused(400, "MALFORMED_REQUEST", head);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/v1/stores HTTP/1.1, 400",
        "GET api/v1/stores HTTP/1.1, 404",
        "GET ?x HTTP/1.1, 404",
        "OPTIONS * HTTP/1.1, 404",
        "CONNECT shop:443 HTTP/1.1, 404",
        "TRACE /api/v1/stores HTTP/1.1, 405"
    })
    void unusualTargetsAreRefused(String line, int status) throws IOException {
        String host = status == 400 ? "" : "\r\nHost: shop";
        Answer answer = Wire.exchange(server, line + host);
        assertEquals(status, answer.status(), answer.text());
        envelope(answer);
    }

    @Test
    void anAddressAndHeadersHaveALimit() throws IOException {
        refused(414, "URI_TOO_LONG", "GET /api/v1/stores?name=" + "x".repeat(10_000) + " HTTP/1.1");
        refused(431, "HEADERS_TOO_LARGE", "GET /health HTTP/1.1\r\nX-Long: " + "x".repeat(100_000));
        refused(431, "HEADERS_TOO_LARGE", "GET /health HTTP/1.1\r\n" + "X-Many: x\r\n".repeat(20_000) + "X: x");
        for (String header : List.of(
                "X-Long: " + "x".repeat(10_000),
                "Accept: " + "a/b,".repeat(2_500) + "*/*",
                "Accept-Language: " + "x".repeat(10_000),
                "X-Request-ID: " + "x".repeat(10_000),
                "traceparent: " + "0".repeat(10_000),
                "Cookie: " + "a=b; ".repeat(2_000),
                "Origin: " + "x".repeat(10_000),
                "X-Many: x\r\n".repeat(500) + "X: x")) {
            Answer answer = Wire.exchange(server, "GET /health HTTP/1.1\r\nHost: shop\r\n" + header);
            assertEquals(200, answer.status(), header);
        }
        for (String header : List.of("Authorization: Bearer ", "Authorization: Basic ")) {
            Answer answer =
                    Wire.exchange(server, "GET /api/v1/me HTTP/1.1\r\nHost: shop\r\n" + header + "x".repeat(10_000));
            assertTrue(answer.status() == 401 || answer.status() == 404, answer.text());
            envelope(answer);
        }
        Answer answer = Wire.exchange(
                server,
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: shop\r\nContent-Type: " + "x".repeat(10_000)
                        + "\r\nContent-Length: 0");
        assertEquals(415, answer.status(), answer.text());
        envelope(answer);
    }

    @Test
    void noRequestIsSmuggledInAnother() throws IOException {
        String second = "GET /health HTTP/1.1\r\nHost: shop\r\n\r\n";
        String body = "2\r\n{}\r\n0\r\n\r\n";
        String json = "POST /api/v1/auth/login HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n";
        for (String framing : List.of(
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Host: other\r\nTransfer-Encoding: chunked")) {
            try (Wire wire = new Wire(server)) {
                wire.send(json + framing + "\r\n\r\n" + body + second);
                assertEquals(400, wire.answer(false).status(), framing);
                assertTrue(wire.isEnded(), framing);
            }
        }
    }

    @Test
    void aThousandConnectionsThatWaitHinderNobody() throws IOException {
        List<Wire> crowd = new ArrayList<>();
        try {
            served();
            int threads = Thread.getAllStackTraces().size();
            String login = "POST /api/v1/auth/login HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n";
            List<String> beginnings = List.of(
                    "",
                    "GET /api/v1/stores HTTP/1.1\r\nHost: sh",
                    login,
                    login + "\r\n{\"email\": \"",
                    "POST /api/v1/imports/products HTTP/1.1\r\nHost: shop\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                            + "Content-Length: 1000\r\n\r\n--x\r\n");
            for (int i = 0; i < CROWD; i++) {
                Wire wire = new Wire(server);
                crowd.add(wire);
                wire.send(beginnings.get(i % beginnings.size()));
            }
            for (int i = 0; i < 50; i++) {
                served();
            }
            int more = Thread.getAllStackTraces().size() - threads;
            assertTrue(more < 80, more + " threads more");
        } finally {
            for (Wire wire : crowd) {
                wire.close();
            }
        }
        served();
    }

    private void served() throws IOException {
        assertEquals(
                200,
                Wire.exchange(server, "GET /api/v1/stores HTTP/1.1\r\nHost: shop")
                        .status());
        Answer answer = Wire.exchange(server, "GET /api/v1/stores/" + UUID.randomUUID() + " HTTP/1.1\r\nHost: shop");
        assertEquals(404, answer.status());
    }

    private void refused(int status, String code, String head) throws IOException {
        Answer answer = Wire.exchange(server, head + "\r\nHost: shop");
        assertEquals(status, answer.status(), head.substring(0, Math.min(100, head.length())) + answer.text());
        assertEquals(code, envelope(answer).path("code").asText(), answer.text());
    }

    private static JsonNode envelope(Answer answer) throws IOException {
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertEquals(answer.status(), error.path("status_code").asInt(), answer.text());
        assertEquals(answer.header("X-Request-ID"), error.path("request_id").asText());
        assertFalse(answer.header("X-Request-ID").isEmpty());
        assertEquals("DENY", answer.header("X-Frame-Options"));
        return error;
    }
}
