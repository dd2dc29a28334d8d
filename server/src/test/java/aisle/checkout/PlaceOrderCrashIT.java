package aisle.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Program;
import aisle.testing.RunningShop;
import aisle.testing.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A hundred customers confirm their carts while the server, or its database, is killed, or told to stop, in the middle. */
class PlaceOrderCrashIT {
    private static final int CUSTOMERS = 100;
    private static final int ON_HAND = 1_000;
    private static final int KILL_AFTER = 30;

    /** These come when the disaster has happened, so that it can never be too late for all. */
    private static final int LATECOMERS = 20;

    private static final String CONFIRM = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "APP_ENV", "development",
            "PASSWORD_HASH_COST", "4",
            "LOG_LEVEL", "WARN",
            "RATE_LIMIT_DEFAULTS", "off");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final int port = Program.freePort();
    private final RunningShop shop = new RunningShop(port, () -> Program.connect(data));
    private final Client client = shop.client();
    private final List<String> tokens = new ArrayList<>();
    private Program server;
    private String admin;
    private String store;
    private String product;

    @BeforeEach
    void openAShopWithFullCarts() throws Exception {
        server = startServer();
        admin = shop.signUpAdmin();
        store = shop.create("/api/v1/stores", admin, "{\"name\": \"Crash\"}");
        product = shop.create("/api/v1/products", admin, "{\"name\": \"Bread\", \"price\": \"2.00\"}");
        int stocked = client.send(
                        "PATCH",
                        "/api/v1/inventory/" + store + "/" + product,
                        admin,
                        "{\"on_hand\": " + ON_HAND + ", \"reason\": \"COUNT\"}")
                .status();
        assertEquals(200, stocked);
        for (int i = 0; i < CUSTOMERS; i++) {
            String token = shop.signUp("customer" + i);
            tokens.add(token);
            client.send("PATCH", "/api/v1/cart", token, "{\"store_id\": \"" + store + "\"}");
            Reply added = client.post(
                    "/api/v1/cart/items", token, null, "{\"product_id\": \"" + product + "\", \"quantity\": 1}");
            assertEquals(200, added.status(), added::toString);
        }
    }

    @AfterEach
    void stop() {
        if (server.isRunning()) {
            server.terminate();
        }
        Program.cleanUp(data);
    }

    @Test
    void aKilledServerLosesNoAcknowledgedOrderAndMakesNone() throws Exception {
        Map<Integer, String> acknowledged = confirmAll(() -> server.kill());
        assertTrue(acknowledged.size() <= CUSTOMERS - LATECOMERS, acknowledged::toString);
        server = startServer();
        assertEveryRetryGetsItsOrder(acknowledged);
    }

    @Test
    void aKilledDatabaseLosesNoAcknowledgedOrderAndMakesNone() throws Exception {
        long killed = Program.postgresPid(data);
        Map<Integer, String> acknowledged =
                confirmAll(() -> ProcessHandle.of(killed).orElseThrow().destroyForcibly());
        Waiting.until("the database is back", () -> shop.status("/readyz", null) == 200);
        assertTrue(server.isRunning());
        assertNotEquals(killed, Program.postgresPid(data));
        assertEveryRetryGetsItsOrder(acknowledged);
    }

    /** What a stopping server carried out, it also answered: a customer is never left in doubt by a deployment. */
    @Test
    void aServerToldToStopAnswersEveryOrderThatItPlaces() throws Exception {
        Map<Integer, String> acknowledged = confirmAll(() -> assertEquals(128 + 15, server.terminate()));
        assertTrue(acknowledged.size() <= CUSTOMERS - LATECOMERS, acknowledged::toString);
        server = startServer();
        assertEquals(acknowledged.size(), shop.query("SELECT count(*) FROM aisle.orders"));
        assertEveryRetryGetsItsOrder(acknowledged);
    }

    private Program startServer() {
        return Program.start(ENVIRONMENT, "serve", "--data", data.toString(), "--port", Integer.toString(port))
                .awaitReady(port);
    }

    /** Confirms every cart, eight at a time, and lets the disaster happen after a few are through. */
    private Map<Integer, String> confirmAll(Runnable disaster) throws Exception {
        Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
        CountDownLatch happened = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(9)) {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(() -> {
                Waiting.until("some orders are through", () -> acknowledged.size() >= KILL_AFTER);
                disaster.run();
                happened.countDown();
            }));
            for (int i = 0; i < CUSTOMERS; i++) {
                int customer = i;
                running.add(threads.submit(() -> {
                    if (customer >= CUSTOMERS - LATECOMERS) {
                        happened.await();
                    }
                    Reply reply = confirm(customer);
                    if (reply != null && reply.status() == 201) {
                        acknowledged.put(customer, reply.body().at("/data/id").asText());
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return acknowledged;
    }

    /** Null when the connection broke: the customer does not know whether there is an order. */
    private Reply confirm(int customer) throws InterruptedException {
        try {
            return client.post("/api/v1/checkout/confirm", tokens.get(customer), "intent-" + customer, CONFIRM);
        } catch (IOException e) {
            return null;
        }
    }

    private void assertEveryRetryGetsItsOrder(Map<Integer, String> acknowledged) throws Exception {
        HashSet<String> orders = new HashSet<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            int customer = i;
            Reply[] reply = new Reply[1];
            Waiting.until("customer " + i + " has an order", () -> {
                try {
                    reply[0] = confirm(customer);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return reply[0] != null && reply[0].status() == 201;
            });
            String order = reply[0].body().at("/data/id").asText();
            assertEquals(acknowledged.getOrDefault(i, order), order);
            orders.add(order);
        }
        assertEquals(CUSTOMERS, orders.size());
        assertEquals(
                CUSTOMERS,
                client.get("/api/v1/orders?store_id=" + store, admin)
                        .body()
                        .at("/meta/total")
                        .asInt());
        Reply stock = client.get("/api/v1/inventory?store_id=" + store, admin);
        assertEquals(ON_HAND, stock.body().at("/data/0/on_hand").asInt());
        assertEquals(CUSTOMERS, stock.body().at("/data/0/reserved").asInt());
        Reply books = client.get("/api/v1/inventory/verify", admin);
        assertTrue(books.body().at("/data/consistent").asBoolean(), books::toString);
        assertEquals(CUSTOMERS, shop.query("SELECT count(*) FROM aisle.order_event WHERE type = 'PLACED'"));
        assertEquals(CUSTOMERS, shop.query("SELECT count(*) FROM aisle.payment"));
        assertEquals(CUSTOMERS, shop.query("SELECT count(*) FROM aisle.audit_entry WHERE action = 'order.placed'"));
        assertEquals(0, shop.query("SELECT count(*) FROM aisle.cart_line"));
        Waiting.until(
                "each customer was told once",
                () -> shop.query("SELECT count(*) FROM aisle.notification") == CUSTOMERS);
    }
}
