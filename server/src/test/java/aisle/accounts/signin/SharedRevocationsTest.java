package aisle.accounts.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.redis.Redis;
import aisle.platform.time.Time;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.OutsideRedis;
import aisle.testing.Waiting;
import com.nimbusds.jwt.SignedJWT;
import io.lettuce.core.api.StatefulRedisConnection;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Two nodes that would remember a sign-in for a day: what one of them learns of the other's doing, it has heard through
 * Redis.
 */
@AisleTest
@EnabledIf(
        value = "aisle.testing.OutsideRedis#isInstalled",
        disabledReason = "neither Redis nor Valkey is installed on this machine")
class SharedRevocationsTest {
    private static final Duration FOR_A_DAY = Duration.ofDays(1);

    @Inject
    Accounts accounts;

    @Inject
    Database database;

    @Inject
    TokenChain chain;

    @Inject
    Json json;

    @Inject
    Time time;

    @Inject
    AisleConfig config;

    private final SessionDao dao = new SessionDao();
    private final List<Redis> connections = new ArrayList<>();
    private OutsideRedis redis;
    private LiveSessions here;
    private LiveSessions there;

    @BeforeEach
    void startTwoNodes() {
        redis = new OutsideRedis().start();
        here = node();
        there = node();
        Waiting.until("both nodes are connected", () -> connections.stream().allMatch(Redis::answers));
    }

    private LiveSessions node() {
        Redis connection = new Redis(redis.url(), Duration.ofSeconds(30));
        connections.add(connection);
        LiveSessions node = new LiveSessions(
                database, new SharedRevocations(connection, chain, json, time, config), time, FOR_A_DAY);
        connection.open();
        return node;
    }

    @AfterEach
    void stop() {
        connections.forEach(Redis::close);
        redis.close();
    }

    @Test
    void anEndedSignInIsHeardAndItsTokenIsNamedUntilItExpires() throws ParseException {
        Accounts.Account account = accounts.customer();
        SessionId session = sessionOf(account.token());
        assertTrue(there.find(session).isPresent());

        database.transaction(tx -> {
            dao.revoke(tx, session, time.now());
            here.ended(tx, session);
            return true;
        });

        Waiting.until("the other node has heard", () -> there.find(session).isEmpty());
        String jti = SignedJWT.parse(account.token()).getJWTClaimsSet().getJWTID();
        Map<String, Object> entry = json.readObject(text(jti));
        assertEquals(Set.of("jti", "status", "created_at", "updated_at"), entry.keySet());
        assertEquals(jti, entry.get("jti"));
        assertEquals("blacklisted", entry.get("status"));
        long seconds = asked(connection -> connection.sync().ttl(jti));
        long life = config.jwt().accessTokenExpiresMinutes() * 60L;
        assertTrue(seconds > 0 && seconds <= life, () -> seconds + " of " + life);
    }

    @Test
    void ofAUserWhoseSignInsEndOneMayGoOn() throws ParseException {
        Accounts.Account first = accounts.customer();
        Accounts.Account second = accounts.signInAgain(first);
        SessionId kept = sessionOf(first.token());
        SessionId over = sessionOf(second.token());
        assertTrue(there.find(over).isPresent());
        UserId user = first.id();

        database.transaction(tx -> {
            here.endedExcept(tx, user, kept);
            return dao.revoke(tx, over, time.now());
        });

        Waiting.until("the other node has heard", () -> there.find(over).isEmpty());
        assertTrue(there.find(kept).isPresent());
        assertEquals(1, exists(second.token()));
        assertEquals(0, exists(first.token()));
    }

    /** Whatever somebody writes there: PostgreSQL says who is signed in. */
    @Test
    void nothingThatRedisSaysLetsAnybodyInOrKeepsAnybodyOut() throws ParseException {
        Accounts.Account account = accounts.customer();
        SessionId session = sessionOf(account.token());
        String jti = SignedJWT.parse(account.token()).getJWTClaimsSet().getJWTID();
        asked(connection -> connection.sync().set(jti, "{}".getBytes(StandardCharsets.UTF_8)));
        asked(connection ->
                connection.sync().publish("aisle:sessions", session.toString().getBytes(StandardCharsets.UTF_8)));
        asked(connection -> connection.sync().publish("aisle:sessions", new byte[] {'?'}));
        assertTrue(there.find(session).isPresent());

        database.transaction(tx -> {
            dao.revoke(tx, session, time.now());
            here.ended(tx, session);
            return true;
        });
        Waiting.until("the other node has heard", () -> there.find(session).isEmpty());
        asked(connection -> connection.sync().flushall());
        assertEquals(Optional.empty(), there.find(session));
        assertEquals(Optional.empty(), node().find(session));
    }

    private long exists(String token) throws ParseException {
        String jti = SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
        return asked(connection -> connection.sync().exists(jti));
    }

    private String text(String key) {
        return new String(asked(connection -> connection.sync().get(key)), StandardCharsets.UTF_8);
    }

    /** Over the connection on which the node wrote, so that it is there already. */
    private <T> T asked(Function<StatefulRedisConnection<String, byte[]>, T> work) {
        return connections.getFirst().ask(work).orElseThrow();
    }

    private static SessionId sessionOf(String token) throws ParseException {
        return new SessionId(java.util.UUID.fromString(
                SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("sid")));
    }
}
