package aisle.platform.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.OutsideRedis;
import aisle.testing.Waiting;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** One that is there, one that goes and comes back, one that says nothing, and none. */
class RedisTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void withoutOneNothingIsAsked() {
        Redis none = new Redis(null, PATIENCE);
        none.open();
        assertFalse(none.isConfigured());
        assertEquals(Optional.empty(), none.ask(connection -> "never"));
        none.close();
    }

    /** As behind a network that has lost it: it takes connections, and says nothing. */
    @Test
    void whoeverAsksASilentOneIsToldAtOnce() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Redis redis = new Redis("redis://127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(100));
            redis.open();
            try (Socket connected = silent.accept()) {
                assertTrue(connected.isConnected());
                assertEquals(Optional.empty(), redis.ask(connection -> "never"));
                assertTrue(redis.isConfigured());
                assertFalse(redis.answers());
            } finally {
                redis.close();
            }
        }
    }

    @Test
    @EnabledIf(
            value = "aisle.testing.OutsideRedis#isInstalled",
            disabledReason = "neither Redis nor Valkey is installed on this machine")
    void itGoesAndComesBackAndEveryChannelIsHeardAgain() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (OutsideRedis server = new OutsideRedis().start()) {
            Redis redis = new Redis(server.url(), PATIENCE);
            redis.hear("news", heard::add);
            redis.open();
            Waiting.until("it answers", redis::answers);
            assertEquals(
                    Optional.of("PONG"),
                    redis.ask(connection -> connection.sync().ping()));
            say(redis, "before");
            Waiting.until("the message is heard", () -> heard.contains("before"));

            server.kill();
            Waiting.until("it is away", () -> !redis.answers());
            assertEquals(
                    Optional.empty(), redis.ask(connection -> connection.sync().ping()));

            server.start();
            Waiting.until("it is back", redis::answers);
            Waiting.until("the channel is heard again", () -> {
                say(redis, "after");
                return heard.contains("after");
            });
            redis.close();
        }
    }

    /** What it does not answer in time, nobody else waits for. */
    @Test
    @EnabledIf(
            value = "aisle.testing.OutsideRedis#isInstalled",
            disabledReason = "neither Redis nor Valkey is installed on this machine")
    void afterAFailureItIsLeftAloneForAWhile() {
        try (OutsideRedis server = new OutsideRedis().start()) {
            Redis redis = new Redis(server.url(), PATIENCE);
            redis.open();
            Waiting.until("it answers", redis::answers);
            assertEquals(Optional.empty(), redis.ask(connection -> {
                throw new RedisException("timed out");
            }));
            assertFalse(redis.answers());
            Waiting.until("it is asked again", redis::answers);
            redis.close();
        }
    }

    private static void say(Redis redis, String text) {
        redis.ask(connection -> connection.sync().publish("news", text.getBytes(StandardCharsets.UTF_8)));
    }
}
