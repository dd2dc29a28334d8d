package aisle.checkout;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.delivery.SlotData;
import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.ProductId;
import aisle.kernel.SlotId;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentStatus;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Purchases whose payment asks a provider: reserved, charged, finalised, or undone without a trace. */
@AisleTest
class OnlinePaymentHttpTest {
    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    SlotData slots;

    @Inject
    Attempts attempts;

    @Inject
    AttemptSettlement settlement;

    @Inject
    Database database;

    @Inject
    Books books;

    @Test
    void whatIsApprovedIsAnOrder() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 10);
        SlotId slot = slots.pickup(store.store(), 1);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        Response placed = confirm(buyer, "one", body("tok_approve", slot));
        placed.then()
                .statusCode(201)
                .body("data.status", equalTo("CONFIRMED"))
                .body("data.payment.method", equalTo("SANDBOX"))
                .body("data.payment.status", equalTo("AUTHORIZED"))
                .body("data.payment.authorized.amount", equalTo("13.00"))
                .body("data.slot.id", equalTo(slot.toString()));
        confirm(buyer, "one", body("tok_approve", slot))
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("data.id", equalTo(placed.path("data.id")));
        buyer.request().get("/api/v1/cart").then().body("data.items", hasSize(0));
        buyer.request()
                .get("/api/v1/orders/" + placed.path("data.id") + "/history")
                .then()
                .body("data.type", contains("PLACED"));
        books.assertStock(store.id(), product, "10", "2");
        assertEquals(
                2,
                books.count(
                        "SELECT sum(quantity)::bigint FROM reservation WHERE owner_type = 'ORDER' AND owner_id = ?",
                        UUID.fromString(placed.path("data.id"))));
        assertState(placed.path("data.id"), "PLACED");
    }

    @Test
    void whatIsDeclinedLeavesNothingAndTheKeyMayTryAgain() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 10);
        SlotId slot = slots.pickup(store.store(), 1);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        confirm(buyer, "one", body("tok_decline", slot))
                .then()
                .statusCode(402)
                .body("error.code", equalTo("PAYMENT_DECLINED"));
        books.assertStock(store.id(), product, "10", "0");
        assertEquals(0, books.count("SELECT count(*) FROM orders WHERE store_id = ?", store.id()));
        assertEquals(0, books.count("SELECT booked FROM delivery_slot WHERE id = ?", slot));
        buyer.request().get("/api/v1/cart").then().body("data.items.quantity", contains(2));
        confirm(buyer, "one", body("tok_approve", slot)).then().statusCode(201);
        books.assertStock(store.id(), product, "10", "2");
    }

    @Test
    void whatTheCustomerMustConfirmWaitsAndIsUndoneWhenTimeIsOver() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 10);
        SlotId slot = slots.pickup(store.store(), 1);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        Response waiting = confirm(buyer, "one", body("tok_action", slot));
        String order = waiting.then()
                .statusCode(201)
                .body("data.status", equalTo("PENDING_PAYMENT"))
                .body("data.payment.status", equalTo("REQUIRES_ACTION"))
                .body("data.payment.next_action", notNullValue())
                .body("data.expires_at", notNullValue())
                .extract()
                .path("data.id");
        books.assertStock(store.id(), product, "10", "2");
        buyer.request().get("/api/v1/cart").then().body("data.items", hasSize(0));
        assertEquals(
                0,
                books.count("SELECT count(*) FROM outbox WHERE type = 'order.placed.v1' AND aggregate_id = ?", order));

        expire(order);
        buyer.request()
                .get("/api/v1/orders/" + order)
                .then()
                .body("data.status", equalTo("CANCELED"))
                .body("data.expires_at", nullValue());
        buyer.request()
                .get("/api/v1/orders/" + order + "/history")
                .then()
                .body("data.type", contains("PLACED", "PAYMENT_FAILED"));
        assertEquals(0, books.count("SELECT count(*) FROM reservation WHERE store_id = ?", store.id()));
        assertEquals(0, books.count("SELECT booked FROM delivery_slot WHERE id = ?", slot));
        expire(order);
        assertState(order, "RELEASED");
    }

    /** A process that dies after the first step leaves an attempt that others undo, or take up. */
    @Test
    void anAbandonedAttemptIsUndoneAndItsCartIsAsItWas() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 10);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        Response placed = confirm(buyer, "one", body("tok_approve", null));
        String order = placed.then().statusCode(201).extract().path("data.id");
        // As if nobody had come to the second step: the same rows, before the order was written.
        books.change("DELETE FROM orders WHERE id = ?", UUID.fromString(order));
        books.change(
                "UPDATE reservation SET owner_type = 'CHECKOUT', expires_at = '2036-01-01T00:00:00Z' WHERE owner_id = ?",
                UUID.fromString(order));
        books.change("UPDATE checkout_attempt SET state = 'RESERVED' WHERE id = ?", UUID.fromString(order));
        fill(buyer, store, product, 5);
        books.change(
                "UPDATE cart SET paying_for = ? WHERE customer_id = (SELECT id FROM customer WHERE user_id = ?)",
                UUID.fromString(order),
                buyer.id());
        confirm(buyer, "two", body("tok_approve", null))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("CHECKOUT_IN_PROGRESS"));
        for (Instant lease : List.of(Instant.now().plus(Duration.ofHours(1)), Instant.EPOCH)) {
            books.change("DELETE FROM idempotency WHERE key = 'one' AND caller = ?", "user:" + buyer.id());
            books.change("UPDATE checkout_attempt SET lease_until = ? WHERE id = ?", lease, UUID.fromString(order));
            confirm(buyer, "one", body("tok_approve", null))
                    .then()
                    .statusCode(409)
                    .body("error.code", equalTo("IDEMPOTENCY_IN_PROGRESS"));
        }
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM checkout_attempt WHERE id = ? AND lease_until > ?",
                        UUID.fromString(order),
                        Instant.now()));
        expire(order);
        assertState(order, "RELEASED");
        assertEquals(0, books.count("SELECT count(*) FROM reservation WHERE store_id = ?", store.id()));
        confirm(buyer, "two", body("tok_approve", null))
                .then()
                .statusCode(201)
                .body("data.items.quantity", contains(5));
        books.assertStock(store.id(), product, "10", "5");
    }

    @Test
    void aRepeatedRequestTakesUpWhatItsFirstBegan() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 10);
        Account buyer = accounts.customer();
        String wish =
                store.pickup(product, 3).replace("ON_DELIVERY\"", "SANDBOX\", \"payment_token\": \"tok_approve\"");
        Response placed = order(buyer, "one", wish);
        String order = placed.then().statusCode(201).extract().path("data.id");
        // The answer was never kept, and somebody else may be at it.
        books.change("DELETE FROM idempotency WHERE key = 'one' AND caller = ?", "user:" + buyer.id());
        order(buyer, "one", wish).then().statusCode(201).body("data.id", equalTo(order));
        order(buyer, "one", wish.replace("3", "4"))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        books.assertStock(store.id(), product, "10", "3");
        assertEquals(1, books.count("SELECT count(*) FROM payment WHERE store_id = ?", store.id()));
    }

    @Test
    void oneConfirmSentTwentyTimesIsChargedOnce() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 100);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        Client client = new Client("http://localhost:" + RestAssured.port);
        List<Reply> replies = Crowd.atOnce(
                20, i -> () -> client.post("/api/v1/checkout/confirm", buyer.token(), "one", body("tok_slow", null)));
        assertTrue(
                replies.stream()
                        .allMatch(reply ->
                                reply.status() == 201 || reply.errorCode().equals("IDEMPOTENCY_IN_PROGRESS")),
                replies::toString);
        assertEquals(
                1,
                replies.stream()
                        .filter(reply -> reply.status() == 201)
                        .map(reply -> reply.body().at("/data/id").asText())
                        .distinct()
                        .count());
        assertEquals(1, books.count("SELECT count(*) FROM payment WHERE store_id = ?", store.id()));
        books.assertStock(store.id(), product, "100", "2");
    }

    @Test
    void whatThePaymentTurnsOutToBeIsTakenNoteOfOnce() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 10);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        Response waiting = confirm(buyer, "one", body("tok_action", null));
        OrderId order = new OrderId(
                UUID.fromString(waiting.then().statusCode(201).extract().path("data.id")));
        PaymentId payment = new PaymentId(UUID.fromString(waiting.path("data.payment.id")));
        assertTrue(settled(store, order, payment, PaymentStatus.UNKNOWN));
        assertFalse(settled(store, order, payment, PaymentStatus.DECLINED));
        assertState(order.toString(), "PENDING");
        assertTrue(settled(store, order, payment, PaymentStatus.AUTHORIZED));
        assertTrue(settled(store, order, payment, PaymentStatus.AUTHORIZED));
        assertTrue(settled(store, order, payment, PaymentStatus.REQUIRES_ACTION));
        buyer.request()
                .get("/api/v1/orders/" + order)
                .then()
                .body("data.status", equalTo("CONFIRMED"))
                .body("data.version", equalTo(2));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM outbox WHERE type = 'order.placed.v1' AND aggregate_id = ?",
                        order.toString()));
        assertFalse(settled(store, order, payment, PaymentStatus.VOIDED));
        assertState(order.toString(), "PLACED");
        books.assertStock(store.id(), product, "10", "2");
        books.change("UPDATE orders SET status = 'CANCELED' WHERE id = ?", order);
        assertFalse(settled(store, order, payment, PaymentStatus.AUTHORIZED));
        assertFalse(settled(store, new OrderId(UUID.randomUUID()), payment, PaymentStatus.AUTHORIZED));
    }

    @Test
    void aDraftIsPaidLikeAnyOrder() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 10);
        Response drafted = order(store.admin(), UUID.randomUUID().toString(), """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "draft": true,
                 "items": [{"product_id": "%s", "quantity": 3}]}
                """.formatted(store.id(), product));
        String path =
                "/api/v1/orders/" + drafted.then().statusCode(201).extract().path("data.id");
        String body = "{\"payment_method\": \"SANDBOX\", \"payment_token\": \"%s\"}";
        store.admin()
                .request()
                .header("Idempotency-Key", "one")
                .body(body.formatted("tok_decline"))
                .post(path + "/confirm")
                .then()
                .statusCode(402);
        store.admin().request().get(path).then().body("data.status", equalTo("DRAFT"));
        assertEquals(0, books.count("SELECT count(*) FROM reservation WHERE store_id = ?", store.id()));
        store.admin()
                .request()
                .header("Idempotency-Key", "one")
                .body(body.formatted("tok_approve"))
                .post(path + "/confirm")
                .then()
                .statusCode(201)
                .body("data.status", equalTo("CONFIRMED"))
                .body("data.number", equalTo(drafted.path("data.number")));
        store.admin().request().get(path + "/history").then().body("data.type", contains("DRAFTED", "PLACED"));
        books.assertStock(store.id(), product, "10", "3");
        int forgotten = database.transaction(tx -> attempts.forget(tx, Instant.EPOCH, 50));
        assertEquals(0, forgotten);
    }

    private boolean settled(Shop.Opened store, OrderId order, PaymentId payment, PaymentStatus status) {
        Money amount = Money.of("8.00", "USD");
        Payment told = new Payment(payment, PaymentMethod.SANDBOX, status, amount, amount, amount, amount, null, null);
        return database.transaction(tx -> settlement.settled(tx, Actor.system("test"), store.id(), order, told));
    }

    /** Undoes what expired, as the job does, of this order alone. */
    private void expire(String order) {
        books.change("UPDATE checkout_attempt SET expires_at = ? WHERE id = ?", Instant.EPOCH, UUID.fromString(order));
        database.transaction(
                tx -> settlement.releaseExpired(tx, Actor.system("test"), Instant.EPOCH.plus(Duration.ofDays(1)), 50));
    }

    private void assertState(String order, String state) {
        assertEquals(
                List.of(state), books.names("SELECT state FROM checkout_attempt WHERE id = ?", UUID.fromString(order)));
    }

    private static void fill(Account buyer, Shop.Opened store, ProductId product, int quantity) {
        buyer.request()
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        buyer.request()
                .body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
    }

    private static String body(String token, SlotId slot) {
        return "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"SANDBOX\", \"payment_token\": \"" + token
                + "\"" + (slot == null ? "" : ", \"delivery_slot_id\": \"" + slot + "\"") + "}";
    }

    private static Response confirm(Account buyer, String key, String body) {
        return buyer.request().header("Idempotency-Key", key).body(body).post("/api/v1/checkout/confirm");
    }

    private static Response order(Account buyer, String key, String body) {
        return buyer.request().header("Idempotency-Key", key).body(body).post("/api/v1/orders");
    }
}
