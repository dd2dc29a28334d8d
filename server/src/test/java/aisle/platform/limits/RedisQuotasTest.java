package aisle.platform.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.Quota;
import aisle.platform.db.Database;
import aisle.platform.redis.Redis;
import aisle.platform.time.Time;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import aisle.testing.OutsideRedis;
import aisle.testing.Waiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Two nodes that count in a real Redis, and in PostgreSQL when it is gone. */
@AisleTest
@EnabledIf(
        value = "aisle.testing.OutsideRedis#isInstalled",
        disabledReason = "neither Redis nor Valkey is installed on this machine")
class RedisQuotasTest {
    /** For a machine with very much to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Quota QUOTA = new Quota(50, Duration.ofMinutes(10));

    @Inject
    Database database;

    private final Time time = new Time();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final String key = UUID.randomUUID().toString();
    private Instant now = Instant.parse("2026-11-27T08:00:00Z");
    private OutsideRedis redis;
    private List<Redis> connections;
    private List<QuotasOfAllNodes> nodes;

    @BeforeEach
    void startTwoNodes() {
        time.use(() -> now);
        redis = new OutsideRedis().start();
        connections = List.of(new Redis(redis.url(), PATIENCE), new Redis(redis.url(), PATIENCE));
        connections.forEach(Redis::open);
        nodes = connections.stream().map(this::node).toList();
        awaitConnections();
    }

    private QuotasOfAllNodes node(Redis connection) {
        return new QuotasOfAllNodes(new RedisQuotas(connection, time), new PostgresQuotas(database, time), metrics);
    }

    private void awaitConnections() {
        Waiting.until("both nodes are connected", () -> connections.stream().allMatch(Redis::answers));
    }

    @AfterEach
    void stop() {
        connections.forEach(Redis::close);
        redis.close();
    }

    private long allowedOf(int attempts) {
        return Crowd.atOnce(attempts, number -> () -> nodes.get(number % 2).take(key, QUOTA)).stream()
                .filter(Allowance::allowed)
                .count();
    }

    @Test
    void bothNodesCountInOnePlace() {
        assertEquals(QUOTA.count(), allowedOf(2 * QUOTA.count()));
        Allowance refused = nodes.getFirst().take(key, QUOTA);
        assertFalse(refused.allowed());
        assertEquals(Duration.ofMinutes(10), refused.untilReset());
        nodes.getLast().giveBack(Map.of(key, QUOTA));
        assertTrue(nodes.getFirst().take(key, QUOTA).allowed());
        assertFalse(nodes.getLast().take(key, QUOTA).allowed());
        now = now.plus(Duration.ofMinutes(10));
        assertEquals(49, nodes.getFirst().take(key, QUOTA).remaining());
        assertEquals(0, metrics.counter("rate_limit_redis_failures").count());
    }

    @Test
    void whenRedisIsGonePostgresCountsAndNothingPassesUncounted() {
        assertTrue(nodes.getFirst().take("before " + key, QUOTA).allowed());
        redis.kill();
        assertEquals(QUOTA.count(), allowedOf(3 * QUOTA.count()));
        nodes.getFirst().giveBack(Map.of(key, QUOTA));
        assertTrue(metrics.counter("rate_limit_redis_failures").count() > 0);

        redis.start();
        awaitConnections();
        double before = metrics.counter("rate_limit_redis_failures").count();
        assertEquals(QUOTA.count(), allowedOf(2 * QUOTA.count()));
        assertEquals(before, metrics.counter("rate_limit_redis_failures").count());
    }
}
