package aisle.customers;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
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
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class ErasureHttpTest {
    private static final String DELIVERED = "UPDATE orders SET status = 'DELIVERED' WHERE customer_id = ?";
    private static final String WITH_PERSON =
            "SELECT count(*) FROM orders WHERE customer_id = ? AND (contact_enc IS NOT NULL OR address_enc IS NOT NULL"
                    + " OR note IS NOT NULL)";

    @Inject
    Accounts accounts;

    @Inject
    Shop shop;

    @Inject
    Books books;

    @Inject
    Database database;

    private static void order(Shop.Opened store, ProductId product, Account buyer) {
        buyer.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(store.pickup(product, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
    }

    private static UUID customerOf(Account account) {
        return UUID.fromString(account.request().get("/api/v1/auth/me").path("data.customer_id"));
    }

    @Test
    void anExportHasEverythingAndNothingOfOthers() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.50", 10);
        Account buyer = accounts.customer();
        order(store, product, buyer);
        order(store, product, accounts.customer());
        buyer.request()
                .body(Map.of(
                        "full_name", "A Person",
                        "line1", "1 Long Lane",
                        "city", "Dublin",
                        "postcode", "D01 F5P2",
                        "country", "IE"))
                .post("/api/v1/me/addresses")
                .then()
                .statusCode(201);

        buyer.request()
                .get("/api/v1/me/export")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("data.user[0].email", equalTo(buyer.email()))
                .body("data.customer[0].contact.email", equalTo(buyer.email()))
                .body("data.customer[0].addresses", hasSize(1))
                .body("data.customer[0].addresses[0].line1", equalTo("1 Long Lane"))
                .body("data.customer[0].addresses[0].postcode", equalTo("D01 F5P2"))
                .body("data.customer[0].addresses[0].country", equalTo("IE"))
                .body("data.customer[0].addresses[0].is_default", equalTo(true))
                .body("data.orders", hasSize(1))
                .body("data.orders[0].total.amount", equalTo("4.50"))
                .body("data.orders[0].items", hasSize(1));
        RestAssured.get("/api/v1/me/export").then().statusCode(401);
    }

    @Test
    void nobodyIsErasedWhileAnOrderIsOpen() {
        Shop.Opened store = shop.open();
        Account buyer = accounts.customer();
        order(store, store.product("4.50", 10), buyer);
        UUID customer = customerOf(buyer);

        buyer.request()
                .delete("/api/v1/me")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("OPEN_ORDERS"))
                .body("error.details.orders", hasSize(1));

        assertEquals(1, books.count(WITH_PERSON, customer));
        buyer.request().get("/api/v1/auth/me").then().statusCode(200);
    }

    @Test
    void whoeverIsErasedIsGoneEverywhereAndTheTotalsStay() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.50", 10);
        Account buyer = accounts.customer();
        order(store, product, buyer);
        UUID customer = customerOf(buyer);
        buyer.request()
                .body(Map.of("store_id", store.id().toString()))
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        buyer.request()
                .body(Map.of("product_id", product.toString(), "quantity", 1))
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        books.change(DELIVERED, customer);

        buyer.request().delete("/api/v1/me").then().statusCode(204);

        buyer.request().get("/api/v1/auth/me").then().statusCode(401);
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("email", buyer.email(), "password", Accounts.PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_CREDENTIALS"));
        assertEquals(0, books.count("SELECT count(*) FROM app_user WHERE id = ?", buyer.id()));
        assertEquals(0, books.count("SELECT count(*) FROM session WHERE user_id = ?", buyer.id()));
        assertEquals(0, books.count("SELECT count(*) FROM cart WHERE customer_id = ?", customer));
        assertEquals(0, books.count("SELECT count(*) FROM notification WHERE customer_id = ?", customer));
        assertEquals(0, books.count("SELECT count(*) FROM idempotency WHERE caller = ?", "user:" + buyer.id()));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM customer WHERE id = ? AND deleted_at IS NOT NULL AND user_id IS NULL"
                                + " AND person_enc IS NULL AND email_hmac IS NULL AND search_tokens = '{}'",
                        customer));
        assertEquals(0, books.count(WITH_PERSON, customer));
        store.admin()
                .request()
                .queryParam("store_id", store.id().toString())
                .get("/api/v1/orders")
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].totals.total.amount", equalTo("4.50"))
                .body("data[0].customer.name", nullValue());
    }

    @Test
    void ofOrdersAndAnErasureAtOnceOneSideWins() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 100);
        Client client = new Client("http://localhost:" + RestAssured.port);
        for (int round = 0; round < 5; round++) {
            Account buyer = accounts.customer();
            UUID customer = customerOf(buyer);

            List<Reply> replies = Crowd.atOnce(
                    6,
                    i -> () -> i == 0
                            ? client.send("DELETE", "/api/v1/me", buyer.token(), "")
                            : client.post(
                                    "/api/v1/orders",
                                    buyer.token(),
                                    UUID.randomUUID().toString(),
                                    store.pickup(product, 1)));

            boolean erased = replies.getFirst().status() == 204;
            long placed =
                    replies.stream().filter(reply -> reply.status() == 201).count();
            assertEquals(
                    0, replies.stream().filter(reply -> reply.status() >= 500).count(), replies.toString());
            assertEquals(placed, books.count("SELECT count(*) FROM orders WHERE customer_id = ?", customer));
            assertEquals(erased ? 0 : placed, books.count(WITH_PERSON, customer));
            if (erased) {
                assertEquals(0, placed, "an order was open, and the customer went");
            }
        }
    }

    /** As by another node, of which this one has not heard yet. */
    @Test
    void whoWasErasedAMomentAgoIsToldThatTheSignInHasEnded() {
        Account person = accounts.staff(Role.EMPLOYEE, shop.open().id());
        person.request().get("/api/v1/me").then().statusCode(200);
        database.transaction(tx -> tx.handle().execute("DELETE FROM app_user WHERE id = ?", person.id()));

        String passwords = "{\"current_password\": \"%s\", \"new_password\": \"correct horse battery\"}"
                .formatted(Accounts.PASSWORD);
        String address =
                "{\"new_email\": \"new-%s\", \"password\": \"%s\"}".formatted(person.email(), Accounts.PASSWORD);
        List.of(
                        person.request().get("/api/v1/me"),
                        person.request().get("/api/v1/auth/me"),
                        person.request().get("/api/v1/me/export"),
                        person.request().body(passwords).post("/api/v1/auth/change-password"),
                        person.request().body(address).post("/api/v1/auth/change-email"))
                .forEach(answer -> answer.then().statusCode(401).body("error.code", equalTo("TOKEN_REVOKED")));
    }
}
