package aisle.inventory.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.inventory.storm.Deed.Kind;
import aisle.testing.Program;
import aisle.testing.RunningShop;
import aisle.testing.Waiting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty-two clients do everything at once that changes stock, while the server and its database are killed at random
 * moments; then the books must be true to the last unit. {@code -Daisle.storm.operations=100000} makes it longer,
 * {@code -Daisle.storm.seed=…} lets the clients and the disasters choose the same again.
 */
class StockStormIT {
    /** More than this takes a second person. */
    static final int THRESHOLD = 70;

    private static final int CLIENTS = 32;
    private static final int OPERATIONS = Integer.getInteger("aisle.storm.operations", 3_000);

    /** One disaster after so many operations, on average. */
    private static final int CALM = 700;

    private static final long SEED =
            Long.getLong("aisle.storm.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "APP_ENV", "development",
            "PASSWORD_HASH_COST", "4",
            "LOG_LEVEL", "ERROR",
            "RATE_LIMIT_DEFAULTS", "off",
            "STOCK_APPROVAL_QUANTITY", Integer.toString(THRESHOLD));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final int port = Program.freePort();
    private final RunningShop running = new RunningShop(port, () -> Program.connect(data));
    private final Queue<Deed> done = new ConcurrentLinkedQueue<>();
    private Program server;

    @AfterEach
    void stop() {
        if (server != null && server.isRunning()) {
            server.terminate();
        }
        Program.cleanUp(data);
    }

    @Test
    void whateverDiesTheBooksAreTrue() throws Exception {
        System.out.println("StockStormIT: seed " + SEED + ", " + OPERATIONS + " operations");
        server = startServer();
        StormShop shop = new StormShop(running, CLIENTS);
        StormClient.Waitings waitings = new StormClient.Waitings();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                StormClient client = new StormClient(shop, waitings, SEED, i);
                clients.add(threads.submit(() -> {
                    while (done.size() < OPERATIONS) {
                        done.add(client.next());
                    }
                }));
            }
            disasters(shop);
            for (Future<?> client : clients) {
                client.get();
            }
        }
        Map<Kind, Integer> acknowledged = new EnumMap<>(Kind.class);
        done.stream().filter(Deed::isAcknowledged).forEach(deed -> acknowledged.merge(deed.kind(), 1, Integer::sum));
        System.out.println("StockStormIT: acknowledged " + acknowledged + ", refused "
                + done.stream().filter(deed -> !deed.isAcknowledged()).count());
        assertEquals(Kind.values().length, acknowledged.size(), "some kind never succeeded, seed " + SEED);
        freeHolds(shop);
        try (Connection connection = Program.connect(data)) {
            new StormProof(connection, shop, List.copyOf(done), SEED).prove();
        }
        assertTrue(
                running.client()
                        .get("/api/v1/inventory/verify", shop.admin)
                        .body()
                        .at("/data/consistent")
                        .asBoolean(),
                "seed " + SEED);
    }

    private Program startServer() {
        return Program.start(ENVIRONMENT, "serve", "--data", data.toString(), "--port", Integer.toString(port))
                .awaitReady(port);
    }

    /** Kills the server and the database in turn, and leaves a purchase behind each time that nobody will finish. */
    private void disasters(StormShop shop) throws SQLException {
        Random random = new Random(SEED);
        boolean killServer = random.nextBoolean();
        int next = CALM / 2 + random.nextInt(CALM / 2);
        while (next < OPERATIONS) {
            int due = next;
            Waiting.until("operations go on", () -> done.size() >= Math.min(due, OPERATIONS));
            hold(shop, random);
            if (killServer) {
                server.kill();
                server = startServer();
            } else {
                ProcessHandle.of(Program.postgresPid(data)).orElseThrow().destroyForcibly();
                Waiting.until("the database is back", () -> running.status("/readyz", null) == 200);
            }
            killServer = !killServer;
            next += CALM / 2 + random.nextInt(CALM);
        }
    }

    /** What a purchase leaves that died before it was paid: a reservation, and nobody who would free it. */
    private void hold(StormShop shop, Random random) throws SQLException {
        String product = shop.products.get(random.nextInt(shop.products.size()));
        try (Connection connection = Program.connect(data);
                PreparedStatement hold = connection.prepareStatement("""
                        WITH held AS (
                            UPDATE aisle.stock SET reserved = reserved + 1
                            WHERE product_id = ?::uuid AND on_hand > reserved
                            RETURNING store_id, product_id)
                        INSERT INTO aisle.reservation (store_id, id, product_id, owner_type, owner_id, quantity, expires_at,
                                                       created_at)
                        SELECT store_id, gen_random_uuid(), product_id, 'CHECKOUT', gen_random_uuid(), 1,
                               now() - interval '1 minute', now() - interval '16 minutes'
                        FROM held
                        """)) {
            hold.setString(1, product);
            hold.executeUpdate();
        }
    }

    /** The job comes by itself too; asking for it saves the wait. */
    private void freeHolds(StormShop shop) {
        Waiting.until("what expired is freed", () -> {
            try {
                running.client().post("/api/v1/admin/jobs/reservation-expiry/run", shop.admin, null, "");
            } catch (java.io.IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return running.query("SELECT count(*) FROM aisle.reservation WHERE owner_type <> 'ORDER'") == 0;
        });
    }
}
