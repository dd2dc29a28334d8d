package aisle.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.AisleConfig;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Waiting;
import aisle.testing.Wire;
import aisle.testing.Wire.Answer;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Senders that take their time hold all the places; whoever comes then is told to come back. */
@AisleTest
class UploadPlacesTest {
    private static final String FILE = """
            --parts\r
            Content-Disposition: form-data; name="file"; filename="p.csv"\r
            \r
            nothing,that,is,known\r
            --parts--\r
            """;

    @Inject
    Accounts accounts;

    @Inject
    AisleConfig config;

    @TestHTTPResource("/")
    URI server;

    @Test
    void whoFindsNoPlaceIsRefusedUntilOneIsFree() throws Exception {
        String token = accounts.admin().token();
        int places = config.maxUploads();
        int half = FILE.length() / 2;
        Map<Wire, Future<Answer>> slow = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2 * places; i++) {
                Wire wire = new Wire(server);
                wire.send(head(token) + "\r\n\r\n" + FILE.substring(0, half));
                slow.put(wire, threads.submit(() -> wire.answer(false)));
            }
            Waiting.until(
                    "half of them are refused",
                    () -> slow.values().stream().filter(Future::isDone).count() == places);
            for (Map.Entry<Wire, Future<Answer>> one : slow.entrySet()) {
                if (one.getValue().isDone()) {
                    assertRefused(one.getValue().get());
                }
            }
            assertRefused(upload(token));
            assertEquals(401, upload("nobody").status());
            for (Map.Entry<Wire, Future<Answer>> one : slow.entrySet()) {
                if (!one.getValue().isDone()) {
                    one.getKey().send(FILE.substring(half));
                    assertUnderstood(one.getValue().get());
                }
            }
        } finally {
            for (Wire wire : slow.keySet()) {
                wire.close();
            }
        }
        assertUnderstood(upload(token));
    }

    private static void assertRefused(Answer answer) {
        assertEquals(503, answer.status(), answer::text);
        assertTrue(answer.text().contains("\"SERVER_BUSY\""), answer.text());
        assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0);
    }

    /** It was read to its end: its columns are what is wrong with it. */
    private static void assertUnderstood(Answer answer) {
        assertEquals(400, answer.status(), answer::text);
        assertTrue(answer.text().contains("“nothing”"), answer.text());
    }

    private Answer upload(String token) throws IOException {
        return Wire.exchange(server, head(token), FILE);
    }

    private static String head(String token) {
        return """
                POST /api/v1/imports/products HTTP/1.1\r
                Host: shop\r
                Authorization: Bearer %s\r
                Content-Type: multipart/form-data; boundary=parts\r
                Content-Length: %d""".formatted(token, FILE.length());
    }
}
