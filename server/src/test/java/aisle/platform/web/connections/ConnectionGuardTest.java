package aisle.platform.web.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server of its own with small limits, so that nobody has to wait for what is cut off. */
class ConnectionGuardTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);

    private static final int LARGE = 1 << 20;
    private static final int MANY = 64;

    private final AtomicInteger large = new AtomicInteger();
    private Vertx vertx;

    @AfterEach
    void stop() throws Exception {
        if (vertx == null) {
            return; // a test that needs no server
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void whoeverSaysNothingIsCutOff() throws Exception {
        try (Wire wire = new Wire(start(SHORT, LONG))) {
            assertTrue(wire.isEnded());
        }
    }

    @Test
    void headersThatDripAreCutOffHoweverSteadily() throws Exception {
        try (Wire wire = new Wire(start(SHORT, LONG))) {
            wire.send("GET / HTTP/1.1\r\nHost: shop\r\n");
            assertTrue(drips(wire, "X: y\r\n"));
        }
    }

    @Test
    void headersOfALaterRequestAreHeldToItToo() throws Exception {
        try (Wire wire = new Wire(start(SHORT, LONG))) {
            wire.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertEquals(200, wire.answer(false).status());
            wire.send("GET / HTTP/1.1\r\n");
            assertTrue(drips(wire, "X: y\r\n"));
        }
    }

    @Test
    void aBodyThatDripsIsCutOff() throws Exception {
        try (Wire wire = new Wire(start(LONG, SHORT))) {
            wire.send("POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertTrue(drips(wire, "1\r\nx\r\n"));
        }
    }

    @Test
    void aBodyThatEndsHalfWayIsCutOff() throws Exception {
        try (Wire wire = new Wire(start(LONG, SHORT))) {
            wire.send("POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\nhalf");
            assertTrue(wire.isEnded());
        }
    }

    @Test
    void noTimeRunsWhileTheServerThinks() throws Exception {
        try (Wire wire = new Wire(start(SHORT, SHORT))) {
            wire.send("POST /slow HTTP/1.1\r\nHost: shop\r\nContent-Length: 1\r\n\r\nx");
            assertEquals(200, wire.answer(false).status());
        }
    }

    @Test
    void moreTimeComesWithMoreBytes() {
        ConnectionLimits limits = new ConnectionLimits(LONG, Duration.ofSeconds(30), 1000);
        assertEquals(Duration.ofSeconds(30).toNanos(), limits.bodyNanos(0));
        assertEquals(Duration.ofSeconds(90).toNanos(), limits.bodyNanos(60_000));
    }

    @Test
    void bytesThatAreNoRequestGoToTheirHandler() throws Exception {
        URI server = start(LONG, LONG);
        for (String nonsense : List.of("nonsense\r\n\r\n", "GET / HTTP/1.1\r\nbad header\r\n\r\n")) {
            try (Wire wire = new Wire(server)) {
                wire.send(nonsense);
                assertEquals(418, wire.answer(false).status(), nonsense);
                assertTrue(wire.isEnded(), nonsense);
            }
        }
    }

    @Test
    void whoeverReadsNoAnswerGetsNoMoreOfThem() throws Exception {
        URI server = start(LONG, LONG);
        try (Wire greedy = new Wire(server)) {
            greedy.send("GET /large HTTP/1.1\r\nHost: shop\r\n\r\n".repeat(MANY));
            for (int i = 0; i < MANY; i++) {
                try (Wire other = new Wire(server)) {
                    other.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
                    assertEquals(200, other.answer(false).status());
                }
            }
            // What the sockets between hold has left the server; it is far less than all.
            assertTrue(large.get() < MANY / 2, large + " answers wait to be read");
            for (int i = 0; i < MANY; i++) {
                assertEquals(LARGE, greedy.answer(false).body().length);
            }
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInTheirOrder() throws Exception {
        try (Wire wire = new Wire(start(LONG, LONG))) {
            wire.send("POST /slow HTTP/1.1\r\nHost: shop\r\nContent-Length: 1\r\n\r\nx"
                    + "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\n\r\none"
                    + "POST /echo HTTP/1.1\r\nHost: shop\r\nContent-Length: 6\r\n\r\ntw");
            assertEquals("", wire.answer(false).text());
            assertEquals("one", wire.answer(false).text());
            wire.send("othr");
            assertEquals("twothr", wire.answer(false).text());
            wire.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
            assertEquals(200, wire.answer(false).status());
        }
    }

    private static boolean drips(Wire wire, String drop) {
        try {
            for (int drops = 0; drops < 10_000; drops++) {
                wire.send(drop);
                if (wire.endsWithin(Duration.ofMillis(20))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private URI start(Duration idle, Duration body) throws Exception {
        ConnectionLimits limits = new ConnectionLimits(idle, body, 1_000_000);
        vertx = new VertxBuilder()
                .serviceProviders(List.of()) // else the application's own would set its limits
                .findTransport(new GuardedTransport(
                        limits, request -> request.response().setStatusCode(418).end()))
                .init()
                .vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(this::answer)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        return URI.create("http://localhost:" + server.actualPort());
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/slow")) {
            vertx.setTimer(
                    SHORT.multipliedBy(5).toMillis(),
                    passed -> request.response().end());
        } else if (request.path().equals("/large")) {
            large.incrementAndGet();
            request.response().end("x".repeat(LARGE));
        } else if (request.path().equals("/echo")) {
            request.body().onSuccess(body -> request.response().end(body));
        } else {
            request.endHandler(end -> request.response().end());
        }
    }
}
