package aisle.customers;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.mail.Mail;
import aisle.mail.MailKind;
import aisle.mail.Mails;
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
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing of a person comes back after its erasure, whatever was under way. */
@AisleTest
class ErasureRaceTest {
    private static final String OWNERLESS =
            "SELECT count(*) FROM customer WHERE deleted_at IS NULL AND user_id IS NULL AND person_enc IS NULL";

    @Inject
    Accounts accounts;

    @Inject
    Shop shop;

    @Inject
    Books books;

    @Inject
    Mails mails;

    @Inject
    Database database;

    private Client client;

    /** The port is known only by now. */
    @BeforeEach
    void connect() {
        client = new Client("http://localhost:" + RestAssured.port);
    }

    @Test
    void nothingThatIsUnderWayOutlivesThePerson() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 100);
        for (int round = 0; round < 5; round++) {
            Account person = accounts.customer();
            UUID customer =
                    UUID.fromString(person.request().get("/api/v1/auth/me").path("data.customer_id"));
            List<Callable<Reply>> deeds = deeds(person, store, product);

            List<Reply> replies = Crowd.atOnce(deeds.size(), deeds::get);

            assertEquals(204, replies.getFirst().status(), replies.toString());
            List<Integer> broken = replies.stream()
                    .map(Reply::status)
                    .filter(status -> status >= 500)
                    .toList();
            assertEquals(List.of(), broken, replies.toString());
            for (String table : List.of("customer_address", "cart", "notification", "orders")) {
                assertEquals(
                        0, books.count("SELECT count(*) FROM " + table + " WHERE customer_id = ?", customer), table);
            }
            for (String table : List.of("session", "wishlist_item", "one_time_code", "mail", "known_network")) {
                assertEquals(
                        0, books.count("SELECT count(*) FROM " + table + " WHERE user_id = ?", person.id()), table);
            }
            assertEquals(0, books.count("SELECT count(*) FROM app_user WHERE id = ?", person.id()));
            assertEquals(0, books.count("SELECT count(*) FROM customer WHERE user_id = ?", person.id()));
            assertEquals(
                    0,
                    books.count(
                            "SELECT count(*) FROM idempotency WHERE person IN (?, ?) OR caller = ?",
                            customer,
                            person.id().value(),
                            "user:" + person.id()));
        }
    }

    private List<Callable<Reply>> deeds(Account person, Shop.Opened store, ProductId product) {
        String token = person.token();
        return List.of(
                () -> client.send("DELETE", "/api/v1/me", token, ""),
                () -> client.post("/api/v1/me/addresses", token, key(), """
                        {"full_name": "Ann", "line1": "1 Quay", "city": "Cork", "postcode": "T12", "country": "IE"}
                        """),
                () -> client.send("PATCH", "/api/v1/me", token, "{\"full_name\": \"Somebody New\"}"),
                () -> client.send("PATCH", "/api/v1/cart", token, "{\"store_id\": \"" + store.id() + "\"}"),
                () -> client.post("/api/v1/me/wishlist", token, key(), "{\"product_id\": \"" + product + "\"}"),
                () -> client.post("/api/v1/auth/login", null, null, """
                        {"email": "%s", "password": "%s"}
                        """.formatted(person.email(), Accounts.PASSWORD)),
                () -> client.post(
                        "/api/v1/auth/change-email", token, null, """
                        {"new_email": "new-%s", "password": "%s"}
                        """.formatted(person.email(), Accounts.PASSWORD)));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** A member of the staff has no customer until it shops, and may be about to when it goes. */
    @Test
    void whoBecomesACustomerAtThatMomentIsErasedAsOne() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 100);
        long ownerless = books.count(OWNERLESS);
        for (int round = 0; round < 5; round++) {
            Account employee = accounts.staff(Role.EMPLOYEE);
            List<Reply> replies = Crowd.atOnce(
                    3,
                    i -> () -> i == 0
                            ? client.send("DELETE", "/api/v1/me", employee.token(), "")
                            : i == 1
                                    ? client.send(
                                            "DELETE",
                                            "/api/v1/users/" + employee.id(),
                                            store.admin().token(),
                                            "")
                                    : client.post("/api/v1/orders", employee.token(), key(), store.pickup(product, 1)));
            assertTrue(replies.stream().allMatch(reply -> reply.status() < 500), replies.toString());
            assertEquals(ownerless, books.count(OWNERLESS), replies.toString());
            boolean ordered = replies.get(2).status() == 201;
            assertEquals(
                    ordered ? 1 : 0,
                    books.count("SELECT count(*) FROM app_user WHERE id = ?", employee.id()),
                    replies.stream().map(Reply::status).map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }

    @Test
    void anAnswerToTheStaffIsNotGivenAgainOnceThePersonIsErased() {
        Account manager = accounts.staff(Role.MANAGER);
        String key = key();
        Map<String, String> body = Map.of("full_name", "Ann Forgotten", "email", UUID.randomUUID() + "@shop.example");
        String customer = manager.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/customers")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        patch(manager, key, customer).then().statusCode(200);
        patch(manager, key, customer).then().statusCode(200).header("Idempotent-Replayed", "true");

        manager.request().delete("/api/v1/customers/" + customer).then().statusCode(204);

        patch(manager, key, customer).then().statusCode(404).body("error.code", equalTo("CUSTOMER_NOT_FOUND"));
        assertEquals(0, books.count("SELECT count(*) FROM idempotency WHERE person = ?", UUID.fromString(customer)));
        assertEquals(0, books.count("SELECT count(*) FROM idempotency WHERE caller = ?", "user:" + manager.id()));
    }

    private static io.restassured.response.Response patch(Account staff, String key, String customer) {
        return staff.request()
                .header("Idempotency-Key", key)
                .body("{\"phone\": \"+1 555 0199\"}")
                .patch("/api/v1/customers/" + customer);
    }

    @Test
    void anAnswerToAnAdminAboutAUserGoesWithTheUser() {
        Account admin = accounts.admin();
        Account person = accounts.customer();
        admin.request()
                .header("Idempotency-Key", key())
                .body("{\"phone\": \"+1 555 0199\"}")
                .patch("/api/v1/users/" + person.id())
                .then()
                .statusCode(200)
                .body("data.email", notNullValue());
        assertEquals(1, books.count("SELECT count(*) FROM idempotency WHERE caller = ?", "user:" + admin.id()));

        person.request().delete("/api/v1/me").then().statusCode(204);

        assertEquals(0, books.count("SELECT count(*) FROM idempotency WHERE caller = ?", "user:" + admin.id()));
    }

    /** Of a staff member's answers about a customer and the erasure of that customer at once, none is left. */
    @Test
    void anAnswerThatIsBeingMadeIsNotKept() {
        Account manager = accounts.staff(Role.MANAGER);
        for (int round = 0; round < 5; round++) {
            String customer = manager.request()
                    .body(Map.of("full_name", "Ann Forgotten"))
                    .post("/api/v1/customers")
                    .path("data.id");
            Crowd.atOnce(
                    5,
                    i -> () -> i == 0
                            ? client.send("DELETE", "/api/v1/customers/" + customer, manager.token(), "")
                                    .status()
                            : patch(manager, key(), customer).statusCode());
            assertEquals(
                    0, books.count("SELECT count(*) FROM idempotency WHERE person = ?", UUID.fromString(customer)));
        }
    }

    @Test
    void aMailThatWaitsIsNotSentToWhoeverIsErased() {
        Account person = accounts.customer();
        UserId user = person.id();
        String cause = "test:" + key();
        database.transaction(tx -> {
            mails.send(
                    tx,
                    new Mail(
                            cause,
                            MailKind.EMAIL_CHANGED,
                            user,
                            person.email(),
                            Map.of(),
                            Instant.now().plusSeconds(600)));
            return tx.handle()
                    .createUpdate("UPDATE mail SET next_attempt_at = :later WHERE cause = :cause")
                    .bind("later", Instant.now().plusSeconds(300))
                    .bind("cause", cause)
                    .execute();
        });

        person.request().delete("/api/v1/me").then().statusCode(204);

        assertEquals(0, books.count("SELECT count(*) FROM mail WHERE cause = ?", cause));
    }
}
