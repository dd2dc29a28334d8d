package aisle.checkout;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What staff do for customers: drafts, orders in their name, sales at the counter. */
@AisleTest
class StaffOrdersHttpTest {
    private static final String ORDERS = "/api/v1/orders";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void aDraftTakesNothingUntilItIsConfirmedLikeAnyOrder() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 10);
        ProductId bread = store.product("3.00", 10);
        Account clerk = accounts.staff(Role.EMPLOYEE, store.id());
        String customer = customer(clerk);
        Response drafted = order(clerk, """
                {"store_id": "%s", "customer_id": "%s", "fulfillment_type": "PICKUP", "draft": true,
                 "items": [{"product_id": "%s", "quantity": 20}]}
                """.formatted(store.id(), customer, milk));
        String id = drafted.then()
                .statusCode(201)
                .body("data.status", equalTo("DRAFT"))
                .body("data.source", equalTo("DRAFT"))
                .body("data.placed_at", nullValue())
                .body("data.payment", nullValue())
                .body("data.customer.id", equalTo(customer))
                .body("data.totals.total.amount", equalTo("30.00"))
                .extract()
                .path("data.id");
        assertReserved(store, milk, 0);

        clerk.request()
                .body(
                        "{\"items\": [{\"product_id\": \"%s\", \"quantity\": 2}, {\"product_id\": \"%s\", \"quantity\": 1}],"
                                        .formatted(milk, bread)
                                + " \"note\": \"Ring\"}")
                .header("If-Match", drafted.header("ETag"))
                .patch(ORDERS + "/" + id)
                .then()
                .statusCode(200)
                .body("data.version", equalTo(2))
                .body("data.items.quantity", contains(2, 1))
                .body("data.note", equalTo("Ring"))
                .body("data.totals.total.amount", equalTo("6.00"));
        clerk.request()
                .body("{\"note\": null}")
                .header("If-Match", drafted.header("ETag"))
                .patch(ORDERS + "/" + id)
                .then()
                .statusCode(412);
        confirmDraft(clerk, id, "{\"payment_method\": \"ON_DELIVERY\", \"expected_total\": 5}")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PRICE_CHANGED"));
        Response placed = confirmDraft(clerk, id, "{\"payment_method\": \"ON_DELIVERY\", \"expected_total\": 6}");
        placed.then()
                .statusCode(201)
                .body("data.id", equalTo(id))
                .body("data.number", equalTo(drafted.path("data.number")))
                .body("data.status", equalTo("CONFIRMED"))
                .body("data.version", equalTo(3))
                .body("data.payment.method", equalTo("ON_DELIVERY"));
        assertEquals(
                placed.jsonPath().getMap("data"),
                clerk.request().get(ORDERS + "/" + id).jsonPath().getMap("data"));
        clerk.request()
                .get(ORDERS + "/" + id + "/history")
                .then()
                .body("data.type", contains("DRAFTED", "CHANGED", "PLACED"));
        books.assertStock(store.id(), milk, "10", "2");
        books.assertStock(store.id(), bread, "10", "1");
        for (Response refused : List.of(
                clerk.request().body("{\"note\": \"x\"}").patch(ORDERS + "/" + id),
                clerk.request().delete(ORDERS + "/" + id),
                confirmDraft(clerk, id, "{\"payment_method\": \"ON_DELIVERY\"}"))) {
            refused.then().statusCode(409).body("error.code", equalTo("ORDER_NOT_DRAFT"));
        }
        books.assertStock(store.id(), milk, "10", "2");
    }

    @Test
    void ofTwentyWhoConfirmADraftOneDoes() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 100);
        String id = draft(store.admin(), store, milk, 3);
        List<Integer> statuses = Crowd.atOnce(
                20,
                i -> () -> confirmDraft(store.admin(), id, "{\"payment_method\": \"ON_DELIVERY\"}")
                        .statusCode());
        assertEquals(1, Collections.frequency(statuses, 201));
        assertEquals(19, Collections.frequency(statuses, 409));
        books.assertStock(store.id(), milk, "100", "3");
        assertEquals(1, books.count("SELECT count(*) FROM payment WHERE order_id = ?", UUID.fromString(id)));
    }

    @Test
    void aDraftIsThrownAwayWhole() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 100);
        String id = draft(store.admin(), store, milk, 3);
        accounts.staff(Role.EMPLOYEE).request().delete(ORDERS + "/" + id).then().statusCode(404);
        store.admin().request().delete(ORDERS + "/" + id).then().statusCode(204);
        store.admin().request().get(ORDERS + "/" + id).then().statusCode(404);
        assertEquals(0, books.count("SELECT count(*) FROM order_line WHERE store_id = ?", store.id()));
        assertEquals(0, books.count("SELECT count(*) FROM order_event WHERE store_id = ?", store.id()));
    }

    @Test
    void aSaleAtTheCounterIsPaidAndGoneAtOnce() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 10);
        Account clerk = accounts.staff(Role.EMPLOYEE, store.id());
        String body = """
                {"store_id": "%s", "fulfillment_type": "IN_STORE", "payment_method": "%s",
                 "items": [{"product_id": "%s", "quantity": %d}]}
                """;
        Response sold = order(clerk, body.formatted(store.id(), "CASH", milk, 4));
        sold.then()
                .statusCode(201)
                .body("data.status", equalTo("DELIVERED"))
                .body("data.source", equalTo("COUNTER"))
                .body("data.customer", nullValue())
                .body("data.items.picked_status", contains("PICKED"))
                .body("data.payment.method", equalTo("CASH"))
                .body("data.payment.status", equalTo("CAPTURED"))
                .body("data.payment.captured.amount", equalTo("6.00"));
        assertEquals(
                sold.jsonPath().getMap("data"),
                clerk.request()
                        .get(ORDERS + "/" + sold.path("data.id"))
                        .jsonPath()
                        .getMap("data"));
        assertEquals(
                6,
                books.count("SELECT on_hand::int FROM stock WHERE store_id = ? AND product_id = ?", store.id(), milk));
        assertReserved(store, milk, 0);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM stock_movement WHERE store_id = ? AND reason = 'SALE' AND delta = -4"
                                + " AND balance_after = 6 AND reference = ?",
                        store.id(),
                        (String) sold.path("data.id")));
        order(clerk, body.formatted(store.id(), "CARD_TERMINAL", milk, 7))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("INSUFFICIENT_STOCK"));
        order(clerk, body.formatted(store.id(), "ON_DELIVERY", milk, 1))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("PAYMENT_METHOD_UNAVAILABLE"));
        store.admin()
                .request()
                .get("/api/v1/inventory/verify")
                .then()
                .statusCode(200)
                .body("data.drift.findAll { it.store_id == '" + store.id() + "' }.size()", equalTo(0));

        List<Integer> statuses = Crowd.atOnce(
                12,
                i -> () -> order(clerk, body.formatted(store.id(), "CASH", milk, 1))
                        .statusCode());
        assertEquals(6, Collections.frequency(statuses, 201));
        assertEquals(6, Collections.frequency(statuses, 409));
        assertEquals(
                0,
                books.count("SELECT on_hand::int FROM stock WHERE store_id = ? AND product_id = ?", store.id(), milk));
    }

    @Test
    void onlyStaffOfTheStoreDoesWhatStaffDoes() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 10);
        String customer = customer(store.admin());
        String more = ", \"items\": [{\"product_id\": \"" + milk + "\", \"quantity\": 1}], \"store_id\": \""
                + store.id() + "\"}";
        List<String> bodies = List.of(
                "{\"fulfillment_type\": \"IN_STORE\", \"payment_method\": \"CASH\"" + more,
                "{\"fulfillment_type\": \"PICKUP\", \"draft\": true" + more,
                "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\", \"customer_id\": \"" + customer
                        + "\"" + more);
        for (String body : bodies) {
            order(accounts.customer(), body).then().statusCode(403).body("error.code", equalTo("FORBIDDEN"));
            order(accounts.staff(Role.EMPLOYEE), body)
                    .then()
                    .statusCode(403)
                    .body("error.code", equalTo("WRONG_STORE"));
            order(accounts.staff(Role.EMPLOYEE, store.id()), body).then().statusCode(201);
        }
        order(accounts.customer(), "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"CASH\"" + more)
                .then()
                .statusCode(422)
                .body("error.code", equalTo("PAYMENT_METHOD_UNAVAILABLE"));
        order(accounts.customer(), "{\"fulfillment_type\": \"PICKUP\"" + more)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItems("payment_method"));
    }

    private String draft(Account clerk, Shop.Opened store, ProductId product, int quantity) {
        return order(clerk, """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "draft": true,
                 "items": [{"product_id": "%s", "quantity": %d}]}
                """.formatted(store.id(), product, quantity))
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private void assertReserved(Shop.Opened store, ProductId product, int reserved) {
        assertEquals(
                reserved,
                books.count(
                        "SELECT reserved::int FROM stock WHERE store_id = ? AND product_id = ?", store.id(), product));
    }

    private static String customer(Account clerk) {
        return clerk.request()
                .body("{\"full_name\": \"Ann Lee\"}")
                .post("/api/v1/customers")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private static Response order(Account who, String body) {
        return who.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(ORDERS);
    }

    private static Response confirmDraft(Account who, String id, String body) {
        return who.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(ORDERS + "/" + id + "/confirm");
    }
}
