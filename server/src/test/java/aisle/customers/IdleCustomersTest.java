package aisle.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
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
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** In tests the shop keeps people for 1,200 months; who is to be idle is put into the year 1900. */
@AisleTest
class IdleCustomersTest {
    private static final Instant LONG_AGO = Instant.parse("1900-01-01T00:00:00Z");

    @Inject
    Accounts accounts;

    @Inject
    Shop shop;

    @Inject
    Books books;

    @Inject
    RecurringWork recurringWork;

    @Inject
    Erasure erasure;

    @Inject
    Database database;

    private static UUID customerOf(Account account) {
        return UUID.fromString(account.request().get("/api/v1/auth/me").path("data.customer_id"));
    }

    private UUID idle(Account account) {
        UUID customer = customerOf(account);
        books.change("UPDATE customer SET updated_at = ? WHERE id = ?", LONG_AGO, customer);
        books.change("UPDATE app_user SET updated_at = ? WHERE id = ?", LONG_AGO, account.id());
        books.change("UPDATE session SET expires_at = ? WHERE user_id = ?", LONG_AGO, account.id());
        return customer;
    }

    private boolean lives(UUID customer) {
        return books.count("SELECT count(*) FROM customer WHERE id = ? AND deleted_at IS NULL", customer) == 1;
    }

    private static UUID order(Shop.Opened store, ProductId product, Account buyer) {
        return UUID.fromString(buyer.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(store.pickup(product, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id"));
    }

    @Test
    void whoeverShowsNoSignOfLifeIsErasedAndNobodyElse() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 10);
        Account gone = accounts.customer();
        Account signedIn = accounts.customer();
        Account once = accounts.customer();
        Account buyer = accounts.customer();
        Account waiting = accounts.customer();
        Account employee = accounts.staff(Role.EMPLOYEE);
        UUID bought = order(store, product, buyer);
        UUID open = order(store, product, waiting);
        employee.request().body("{\"store_id\": \"" + store.id() + "\"}").patch("/api/v1/cart");
        books.change("UPDATE orders SET status = 'DELIVERED' WHERE id = ?", bought);
        books.change("UPDATE orders SET updated_at = ? WHERE id = ?", LONG_AGO, open);
        UUID erased = idle(gone);
        UUID alive = idle(signedIn);
        books.change("UPDATE session SET expires_at = ? WHERE user_id = ?", Instant.now(), signedIn.id());
        UUID remembered = idle(once);
        books.change("UPDATE session SET expires_at = '2000-01-01Z' WHERE user_id = ?", once.id());
        UUID walkIn = UUID.fromString(store.admin()
                .request()
                .body(Map.of("full_name", "Old Walk In"))
                .post("/api/v1/customers")
                .path("data.id"));
        books.change("UPDATE customer SET updated_at = ? WHERE id = ?", LONG_AGO, walkIn);
        UUID clerk = idle(employee);
        List<UUID> others = List.of(alive, remembered, idle(buyer), idle(waiting), clerk);
        recurringWork.run("session-expiry");
        assertEquals(0, books.count("SELECT count(*) FROM session WHERE user_id = ?", once.id()));

        recurringWork.run("idle-customers");

        assertFalse(lives(erased));
        assertFalse(lives(walkIn));
        assertEquals(0, books.count("SELECT count(*) FROM app_user WHERE id = ?", gone.id()));
        others.forEach(other -> assertTrue(lives(other)));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'customer.erased' AND resource_id = ?"
                                + " AND actor_id IS NULL",
                        erased.toString()));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM outbox WHERE type = 'person.erased.v1' AND aggregate_id = ?"
                                + " AND payload ->> 'user_id' = ?",
                        erased.toString(),
                        gone.id().toString()));
    }

    @Test
    void ofASignInAndTheJobOneWins() {
        Client client = new Client("http://localhost:" + RestAssured.port);
        for (int round = 0; round < 4; round++) {
            Account account = accounts.customer();
            UUID customer = idle(account);

            List<Integer> results = Crowd.atOnce(2, i -> () -> i == 0 ? login(client, account) : eraseIfIdle(customer));

            boolean erased = results.get(1) == 1;
            assertEquals(erased ? 401 : 200, results.getFirst());
            assertEquals(!erased, lives(customer));
        }
    }

    @Test
    void ofAnOrderAndTheJobOneWins() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 100);
        Client client = new Client("http://localhost:" + RestAssured.port);
        Instant allButTheirOrders = Instant.now().plus(Duration.ofDays(60));
        for (int round = 0; round < 4; round++) {
            Account account = accounts.customer();
            UUID customer = customerOf(account);

            List<Integer> results = Crowd.atOnce(2, i -> () -> {
                if (i == 1) {
                    return eraseIfIdle(customer, allButTheirOrders);
                }
                Reply reply = client.post(
                        "/api/v1/orders", account.token(), UUID.randomUUID().toString(), store.pickup(product, 1));
                return reply.status();
            });

            boolean erased = results.get(1) == 1;
            assertEquals(!erased, results.getFirst() == 201, results.toString());
            assertTrue(results.getFirst() < 500, results.toString());
            assertEquals(erased ? 0 : 1, books.count("SELECT count(*) FROM orders WHERE customer_id = ?", customer));
        }
    }

    private static int login(Client client, Account account) throws Exception {
        return client.post(
                        "/api/v1/auth/login",
                        null,
                        null,
                        "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(account.email(), Accounts.PASSWORD))
                .status();
    }

    private int eraseIfIdle(UUID customer) {
        return eraseIfIdle(customer, LONG_AGO.plus(Duration.ofDays(1)));
    }

    private int eraseIfIdle(UUID customer, Instant before) {
        return database.transaction(
                        tx -> erasure.eraseIfIdle(tx, Actor.system("test"), new CustomerId(customer), before))
                ? 1
                : 0;
    }
}
