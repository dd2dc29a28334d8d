package aisle.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Program;
import aisle.testing.RunningShop;
import aisle.testing.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server dies again and again, at each boundary of promising, taking and giving back money, with providers that answer and
 * that do not. Whoever repeats the request gets what it asked for, once; then the provider's books are ours.
 *
 * <p>{@code -Daisle.test.kills=100} is the long run.
 */
class PaymentCrashDrillIT {
    private static final int KILLS = Integer.getInteger("aisle.test.kills", 15);
    private static final List<String> STEPS = List.of("begun", "answered", "noted");
    private static final List<String> TOKENS =
            List.of("tok_approve", "tok_timeout", "tok_capture_timeout", "tok_refund_timeout", "tok_lost");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final int port = Program.freePort();
    private final RunningShop shop = new RunningShop(port, () -> Program.connect(data));
    private final Client client = shop.client();
    private Program server;
    private String admin;
    private int kills;

    @AfterEach
    void stop() {
        if (server.isRunning()) {
            server.terminate();
        }
        Program.cleanUp(data);
    }

    @Test
    void whereverItDiesBothBooksAgree() throws Exception {
        server = start(null);
        admin = shop.signUpAdmin();
        String store = shop.create("/api/v1/stores", admin, "{\"name\": \"Drill\"}");
        String product = shop.create("/api/v1/products", admin, "{\"name\": \"Bread\", \"price\": \"2.00\"}");
        assertEquals(
                200,
                client.send(
                                "PATCH",
                                "/api/v1/inventory/" + store + "/" + product,
                                admin,
                                "{\"on_hand\": 1000, \"reason\": \"COUNT\"}")
                        .status());
        server.terminate();
        int orders = 0;
        for (; kills < KILLS; orders++) {
            buyTakeAndGiveBack(store, product, orders);
        }
        server = start(null);
        assertBooks(orders);
    }

    /** One order of three pieces, all of which is taken and a part of it given back; the server dies thrice. */
    private void buyTakeAndGiveBack(String store, String product, int round) throws Exception {
        String step = STEPS.get(round % STEPS.size());
        String buyer;
        String buy = """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "SANDBOX", "payment_token": "%s",
                 "items": [{"product_id": "%s", "quantity": 3}]}
                """.formatted(store, TOKENS.get(round % TOKENS.size()), product);
        server = start("authorize." + step);
        buyer = shop.signUp("buyer" + round);
        dies("/api/v1/orders", buyer, "buy" + round, buy);

        server = start("capture." + step);
        String order = repeated("/api/v1/orders", buyer, "buy" + round, buy, 201)
                .body()
                .at("/data/id")
                .asText();
        String path = "/api/v1/orders/" + order;
        await(path, "/data/status", "CONFIRMED");
        dies(path + "/payments/capture", admin, "take" + round, "{}");

        server = start("refund." + step);
        repeated(path + "/payments/capture", admin, "take" + round, "{}", 200);
        await(path + "/payments", "/data/0/status", "CAPTURED");
        String refund = "{\"amount\": \"1.50\", \"reason\": \"Late\"}";
        dies(path + "/refunds", admin, "back" + round, refund);

        server = start(null);
        repeated(path + "/refunds", admin, "back" + round, refund, 201);
        await(path + "/refunds", "/data/0/status", "SUCCEEDED");
        server.terminate();
    }

    private void dies(String path, String token, String key, String body) throws InterruptedException {
        try {
            Reply reply = client.post(path, token, key, body);
            throw new AssertionError("the server did not die: " + reply);
        } catch (IOException broken) {
            Waiting.until("the server is dead", () -> !server.isRunning());
            kills++;
        }
    }

    private Reply repeated(String path, String token, String key, String body, int expected) {
        Reply[] last = new Reply[1];
        Waiting.until(path + " answers", () -> {
            try {
                last[0] = client.post(path, token, key, body);
                return last[0].status() == expected;
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return last[0];
    }

    private void await(String path, String member, String value) {
        Waiting.until(path + " has " + value, () -> {
            try {
                return client.get(path, admin).body().at(member).asText().equals(value);
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void assertBooks(int orders) throws Exception {
        Waiting.until(
                "nothing is open",
                () -> shop.query("SELECT count(*) FROM aisle.payment_operation WHERE due_at IS NOT NULL") == 0);
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.orders"));
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.payment"));
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.sandbox_charge"));
        assertEquals(600 * orders, shop.query("SELECT (sum(captured) * 100)::int FROM aisle.payment"));
        assertEquals(600 * orders, shop.query("SELECT (sum(captured) * 100)::int FROM aisle.sandbox_charge"));
        assertEquals(150 * orders, shop.query("SELECT (sum(refunded) * 100)::int FROM aisle.payment"));
        assertEquals(150 * orders, shop.query("SELECT (sum(refunded) * 100)::int FROM aisle.sandbox_charge"));
        assertEquals(0, shop.query("SELECT count(*) FROM aisle.payment WHERE refunding <> 0"));
        assertEquals(0, shop.query("""
                SELECT count(*) FROM aisle.payment p LEFT JOIN aisle.sandbox_charge c ON c.reference = p.reference
                WHERE c.captured IS DISTINCT FROM p.captured OR c.refunded IS DISTINCT FROM p.refunded
                """));
        assertEquals(3 * orders, shop.query("SELECT sum(reserved)::int FROM aisle.stock"));
        assertEquals(0, shop.query("SELECT count(*) FROM aisle.payment_issue"));
        Reply stock = client.get("/api/v1/inventory/verify", admin);
        assertTrue(stock.body().at("/data/consistent").asBoolean(), stock::toString);
    }

    private Program start(String faultPoint) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "APP_ENV", "development",
                "PASSWORD_HASH_COST", "4",
                "PAYMENT_TIMEOUT", "1s",
                "LOG_LEVEL", "WARN",
                "RATE_LIMIT_DEFAULTS", "off"));
        if (faultPoint != null) {
            environment.put("AISLE_FAULT_POINT", faultPoint);
        }
        return Program.start(environment, "serve", "--data", data.toString(), "--port", Integer.toString(port))
                .awaitReady(port);
    }
}
