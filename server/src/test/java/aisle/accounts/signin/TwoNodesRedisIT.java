package aisle.accounts.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.OutsideRedis;
import aisle.testing.TwoNodes;
import aisle.testing.Waiting;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one database and one Redis, which is killed and comes back empty: sign-outs and strict limits hold for
 * both all the time.
 */
@EnabledIf(
        value = "aisle.testing.OutsideRedis#isInstalled",
        disabledReason = "skipped: neither Redis nor Valkey is installed on this machine (Debian: redis-server)")
class TwoNodesRedisIT {
    private static final String PASSWORD = "correct horse battery";

    /** Of the policy "password-reset", for one account tried from one network. */
    private static final int LINKS = 5;

    private final ObjectMapper json = new ObjectMapper();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private OutsideRedis redis;
    private TwoNodes nodes;
    private int accounts;

    @BeforeEach
    void start() {
        redis = new OutsideRedis().start();
        nodes = TwoNodes.start(directory, Map.of("REDIS_URL", redis.url()));
    }

    @AfterEach
    void stop() {
        nodes.close();
        redis.close();
    }

    @Test
    void signOutsAndLimitsHoldForBothWithRedisAndWithout() throws Exception {
        awaitRedis(1);
        List<String> ended = new ArrayList<>();

        ended.add(aSignOutHereIsHeardThere());
        assertNamed(ended.getFirst());
        assertNotEquals(0, countedIn(aLimitHoldsForBothTogether()));

        redis.kill();
        ended.add(aSignOutHereIsHeardThere());
        aLimitHoldsForBothTogether();
        awaitRedis(0);
        assertRefused(ended);

        redis.start();
        awaitRedis(1);
        assertRefused(ended);
        Waiting.until("Redis is written again", () -> {
            try {
                String token = aSignOutHereIsHeardThere();
                ended.add(token);
                return keys(jti(token)) == 1;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertNotEquals(0, countedIn(aLimitHoldsForBothTogether()));
        assertRefused(ended);
        nodes.outputs().forEach(TwoNodesRedisIT::assertSaidOnce);
    }

    private void awaitRedis(int up) {
        Pattern line = Pattern.compile("(?m)^redis_up(\\{.*})? " + up + "\\.0$");
        for (Client node : nodes.both()) {
            Waiting.until("redis_up " + up, () -> {
                try {
                    return line.matcher(node.text("/metrics")).find();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    /** Answers the token, which is worthless now. */
    private String aSignOutHereIsHeardThere() throws Exception {
        Reply registered = nodes.here().post("/api/v1/auth/register", null, null, """
                {"email": "ann%d@shop.example", "password": "%s", "full_name": "Ann"}
                """.formatted(accounts++, PASSWORD));
        assertEquals(201, registered.status(), registered::toString);
        String token = registered.body().at("/data/access_token").asText();
        assertEquals(200, status(nodes.there(), token));

        assertEquals(
                204, nodes.here().post("/api/v1/auth/logout", token, null, "").status());

        assertEquals(401, status(nodes.here(), token));
        Waiting.until("the other node knows", () -> {
            try {
                return status(nodes.there(), token) == 401;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Reply refreshed = nodes.there().post("/api/v1/auth/refresh", null, null, """
                {"refresh_token": "%s"}
                """.formatted(
                        registered.body().at("/data/refresh_token").asText()));
        assertEquals("TOKEN_REVOKED", refreshed.errorCode());
        return token;
    }

    /** Answers how many attempts PostgreSQL had counted before. */
    private long aLimitHoldsForBothTogether() throws Exception {
        long before = countedByPostgres();
        String body = "{\"email\": \"bob%d@shop.example\"}".formatted(accounts++);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 2 * LINKS; i++) {
            statuses.add(nodes.both()
                    .get(i % 2)
                    .post("/api/v1/auth/forgot-password", null, null, body)
                    .status());
        }
        assertEquals(LINKS, Collections.frequency(statuses, 200), statuses::toString);
        assertEquals(LINKS, Collections.frequency(statuses, 429), statuses::toString);
        return before;
    }

    /** 0 when PostgreSQL has counted something since. */
    private int countedIn(long before) throws SQLException {
        return countedByPostgres() == before ? keys("aisle:limit:*") : 0;
    }

    private long countedByPostgres() throws SQLException {
        try (Connection connection = nodes.database();
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT coalesce(sum(used), 0) FROM aisle.strict_limit")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void assertRefused(List<String> tokens) throws Exception {
        for (String token : tokens) {
            for (Client node : nodes.both()) {
                assertEquals("TOKEN_REVOKED", node.get("/api/v1/auth/me", token).errorCode());
            }
        }
    }

    private void assertNamed(String token) throws Exception {
        String jti = jti(token);
        try (RedisClient client = RedisClient.create(RedisURI.create(redis.url()))) {
            RedisCommands<String, String> commands = client.connect().sync();
            Waiting.until("the key is written", () -> commands.exists(jti) == 1);
            Map<?, ?> entry = json.readValue(commands.get(jti), Map.class);
            assertEquals(jti, entry.get("jti"));
            assertEquals("blacklisted", entry.get("status"));
            assertTrue(commands.ttl(jti) > 0);
        }
    }

    private int keys(String pattern) {
        try (RedisClient client = RedisClient.create(RedisURI.create(redis.url()))) {
            return client.connect().sync().keys(pattern).size();
        }
    }

    /** However many requests came while it was away. */
    private static void assertSaidOnce(String output) {
        assertEquals(
                1, output.lines().filter(line -> line.contains("redis_away")).count(), output);
        assertEquals(
                0,
                output.lines()
                        .filter(line -> line.contains("lettuce") || line.contains("netty"))
                        .count(),
                output);
    }

    private static String jti(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
    }

    private static int status(Client client, String token) throws IOException, InterruptedException {
        return client.get("/api/v1/auth/me", token).status();
    }
}
