package aisle.checkout;

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
 * The server dies at each boundary of a purchase that a provider is asked about. Afterwards a customer who repeats the request
 * has one order, and one charge.
 */
class OnlinePaymentCrashIT {
    private static final List<String> BOUNDARIES = List.of(
            "checkout.reserved", "authorize.begun", "authorize.answered", "authorize.noted", "checkout.charged");
    private static final String CONFIRM = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"SANDBOX\","
            + " \"payment_token\": \"tok_approve\"}";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final int port = Program.freePort();
    private final RunningShop shop = new RunningShop(port, () -> Program.connect(data));
    private final Client client = shop.client();
    private Program server;

    @AfterEach
    void stop() {
        if (server.isRunning()) {
            server.terminate();
        }
        Program.cleanUp(data);
    }

    @Test
    void whereverItDiesThereIsOneOrderAndOneCharge() throws Exception {
        server = start(null);
        String admin = shop.signUpAdmin();
        String store = shop.create("/api/v1/stores", admin, "{\"name\": \"Crash\"}");
        String product = shop.create("/api/v1/products", admin, "{\"name\": \"Bread\", \"price\": \"2.00\"}");
        assertEquals(
                200,
                client.send(
                                "PATCH",
                                "/api/v1/inventory/" + store + "/" + product,
                                admin,
                                "{\"on_hand\": 100, \"reason\": \"COUNT\"}")
                        .status());
        server.terminate();
        for (String boundary : BOUNDARIES) {
            server = start(boundary);
            String buyer = shop.signUp(boundary.replace('.', '-'));
            client.send("PATCH", "/api/v1/cart", buyer, "{\"store_id\": \"" + store + "\"}");
            assertEquals(
                    200,
                    client.post(
                                    "/api/v1/cart/items",
                                    buyer,
                                    null,
                                    "{\"product_id\": \"" + product + "\", \"quantity\": 3}")
                            .status());
            assertTrue(confirm(buyer, boundary) == null, boundary + " was not reached");
            Waiting.until("the server is dead", () -> !server.isRunning());
            server = start(null);
            Waiting.until("there is an order after " + boundary, () -> {
                Reply reply = confirm(buyer, boundary);
                return reply != null && reply.status() == 201;
            });
            server.terminate();
        }
        server = start(null);
        int orders = BOUNDARIES.size();
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.orders WHERE status = 'CONFIRMED'"));
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.orders"));
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.payment WHERE status = 'AUTHORIZED'"));
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.payment"));
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.sandbox_charge WHERE state = 'AUTHORIZED'"));
        assertEquals(orders, shop.query("SELECT count(*) FROM aisle.sandbox_charge"));
        assertEquals(0, shop.query("SELECT count(*) FROM aisle.cart_line"));
        assertEquals(3 * orders, shop.query("SELECT sum(reserved)::bigint FROM aisle.stock"));
        assertEquals(0, shop.query("SELECT count(*) FROM aisle.reservation WHERE owner_type <> 'ORDER'"));
        Reply books = client.get("/api/v1/inventory/verify", admin);
        assertTrue(books.body().at("/data/consistent").asBoolean(), books::toString);
    }

    private Program start(String faultPoint) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "APP_ENV", "development",
                "PASSWORD_HASH_COST", "4",
                "LOG_LEVEL", "WARN",
                "RATE_LIMIT_DEFAULTS", "off"));
        if (faultPoint != null) {
            environment.put("AISLE_FAULT_POINT", faultPoint);
        }
        return Program.start(environment, "serve", "--data", data.toString(), "--port", Integer.toString(port))
                .awaitReady(port);
    }

    /** Null when the connection broke: the customer does not know whether there is an order. */
    private Reply confirm(String buyer, String key) {
        try {
            return client.post("/api/v1/checkout/confirm", buyer, key, CONFIRM);
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
