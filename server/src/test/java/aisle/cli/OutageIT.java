package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.OutsidePostgres;
import aisle.testing.Program;
import aisle.testing.RunningShop;
import aisle.testing.Waiting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a server does whose database vanishes, stands still, or has too much to do. */
@EnabledIf(
        value = "aisle.testing.OutsidePostgres#isInstalled",
        disabledReason = "no PostgreSQL 15 or newer is installed on this machine")
class OutageIT {
    private static final int PLACES = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final int port = Program.freePort();
    private OutsidePostgres postgres;
    private RunningShop shop;
    private Program server;

    @BeforeEach
    void serve() throws Exception {
        postgres = OutsidePostgres.create(directory).start().createShop();
        shop = new RunningShop(port, postgres::connect);
        Map<String, String> environment = new HashMap<>(Map.of(
                "APP_ENV", "development",
                "PASSWORD_HASH_COST", "4",
                "LOG_LEVEL", "WARN",
                "MAX_IN_FLIGHT", Integer.toString(PLACES),
                "DATABASE_URL", postgres.url(),
                "JWT_SECRET_KEY", "only-for-this-test-0123456789-0123456789",
                "PII_KEY", "YWlzbGUtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZmc="));
        server = Program.start(environment, "serve", "--port", Integer.toString(port))
                .awaitReady(port);
    }

    @AfterEach
    void stop() {
        server.close();
        postgres.close();
    }

    private Reply stores() throws Exception {
        return shop.client().get("/api/v1/stores", null);
    }

    private static void assertRefused(Reply reply, String code) {
        assertEquals(503, reply.status(), reply::toString);
        assertEquals(code, reply.errorCode());
        assertTrue(reply.headers().firstValueAsLong("Retry-After").orElse(0) > 0, reply::toString);
    }

    /** Nothing ends the connections: without a bound each request would wait for the network to give up. */
    @Test
    void aDatabaseThatStandsStillHoldsNobodyForLong() throws Exception {
        assertEquals(200, stores().status());
        postgres.freeze();
        // Those who find it so are cut when it is given up; some come before that is known, others after.
        List<Reply> replies = Crowd.atOnce(3 * PLACES, number -> this::stores);
        replies.forEach(reply -> assertEquals(503, reply.status(), reply::toString));
        Waiting.until("it is given up", () -> shop.metric("database_up") == 0);
        for (int i = 0; i < 20; i++) {
            assertRefused(stores(), "DATABASE_UNAVAILABLE");
        }
        assertEquals(200, shop.status("/healthz", null));
        postgres.thaw();
        Waiting.until("the server is back", () -> shop.status("/api/v1/stores", null) == 200);
    }

    @Test
    void aServerWithoutDatabaseStopsWhenItIsTold() throws Exception {
        assertEquals(200, stores().status());
        postgres.stopAtOnce();
        Waiting.until("its absence is known", () -> shop.metric("database_up") == 0);
        assertRefused(stores(), "DATABASE_UNAVAILABLE");
        assertEquals(128 + 15, server.terminate());
    }

    /** As many as there are places wait for a lock; all others are refused at once, but for those who watch. */
    @Test
    void whoFindsNoPlaceIsRefusedAndThoseWhoHaveOneAreAnswered() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE aisle.store IN ACCESS EXCLUSIVE MODE");
            List<Future<Reply>> waiting = new ArrayList<>();
            for (int i = 0; i < PLACES; i++) {
                waiting.add(threads.submit(this::stores));
            }
            Waiting.until("all places are taken", () -> inFlight() == PLACES);
            for (int i = 0; i < 20; i++) {
                assertRefused(stores(), "SERVER_BUSY");
                assertEquals(200, shop.status("/healthz", null));
                assertEquals(200, shop.status("/readyz", null));
            }
            connection.rollback();
            for (Future<Reply> reply : waiting) {
                assertEquals(200, reply.get().status());
            }
        }
        Waiting.until("all places are free", () -> inFlight() == 0);
        assertEquals(200, stores().status());
    }

    private int inFlight() {
        return shop.metric("requests_in_flight");
    }
}
