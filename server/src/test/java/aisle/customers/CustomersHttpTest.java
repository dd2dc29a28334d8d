package aisle.customers;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.accounts.codes.Registrations;
import aisle.kernel.Actor;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Letters;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class CustomersHttpTest {
    private static final String PATH = "/api/v1/customers";

    @Inject
    Accounts accounts;

    @Inject
    Registrations registrations;

    @Inject
    Books books;

    /** A word that no other test has. */
    private final String word = letters(UUID.randomUUID());

    private static String letters(UUID id) {
        StringBuilder word = new StringBuilder();
        for (char digit : id.toString().replace("-", "").substring(0, 10).toCharArray()) {
            word.append((char) ('a' + Character.digit(digit, 16)));
        }
        return word.toString();
    }

    private String create(Account staff, String name, String email) {
        Map<String, Object> body = new HashMap<>();
        body.put("full_name", name);
        body.put("email", email);
        body.put("phone", "+1 555 0100");
        return staff.request()
                .body(body)
                .post(PATH)
                .then()
                .statusCode(201)
                .body("data.user_id", nullValue())
                .extract()
                .path("data.id");
    }

    private static ValidatableResponse find(Account staff, String text) {
        return staff.request().queryParam("q", text).get(PATH).then().statusCode(200);
    }

    @Test
    void staffKeepsCustomersWithoutASignIn() {
        Account staff = accounts.staff(Role.EMPLOYEE);
        String id = create(staff, "Zoë Straße", word + "@shop.example");

        staff.request()
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("data.full_name", equalTo("Zoë Straße"))
                .body("data.email", equalTo(word + "@shop.example"))
                .body("data.phone", equalTo("+1 555 0100"));
        String etag = staff.request().get(PATH + "/" + id).header("ETag");
        staff.request()
                .header("If-Match", etag)
                .body("{\"phone\": null}")
                .patch(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("data.phone", nullValue())
                .body("data.full_name", equalTo("Zoë Straße"));
        staff.request()
                .header("If-Match", etag)
                .body("{\"phone\": \"+1 555 0199\"}")
                .patch(PATH + "/" + id)
                .then()
                .statusCode(412);
        staff.request()
                .body(Map.of("full_name", "Zoë Neu"))
                .put(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("data.email", nullValue());
        find(staff, word + "@shop.example").body("data", hasSize(0));
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM customer WHERE id = ? AND (customer::text LIKE '%Neu%'"
                                + " OR encode(person_enc, 'escape') LIKE '%Neu%')",
                        UUID.fromString(id)));
    }

    @Test
    void oneIsFoundByAddressAndByBeginningsOfWords() {
        Account staff = accounts.staff(Role.MANAGER);
        String id = create(staff, "Renée " + word, word + "@shop.example");
        create(staff, "Rolf " + word + "x", null);

        find(staff, word.toUpperCase(Locale.ROOT) + "@SHOP.example").body("data.id", contains(id));
        find(staff, "rene " + word.substring(0, 5)).body("data.id", contains(id));
        find(staff, word + " RENÉE").body("data.id", contains(id));
        find(staff, word).body("data", hasSize(2)).body("meta.total", equalTo(2));
        find(staff, word + "xy").body("data", hasSize(0));
        find(staff, word + "@shop.exampl").body("data", hasSize(0));
        staff.request().queryParam("q", "!!").get(PATH).then().statusCode(400);
    }

    @Test
    void oneWithASignInIsFoundAlikeAndDescribesItself() {
        Account staff = accounts.staff(Role.EMPLOYEE);
        Account buyer = accounts.customer();
        String id = buyer.request().get("/api/v1/auth/me").path("data.customer_id");

        find(staff, buyer.email())
                .body("data.id", contains(id))
                .body("data[0].user_id", equalTo(buyer.id().toString()));
        staff.request()
                .body(Map.of("full_name", "Somebody Else"))
                .patch(PATH + "/" + id)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("CUSTOMER_HAS_ACCOUNT"));
        buyer.request().get("/api/v1/auth/me").then().body("data.full_name", equalTo("Test CUSTOMER"));
    }

    @Test
    void oneWithASignInIsFoundByTheNameThatItHasNow() {
        Account staff = accounts.staff(Role.EMPLOYEE);
        Account buyer = accounts.customer();
        String id = buyer.request().get("/api/v1/auth/me").path("data.customer_id");
        rename(buyer, "Zoë " + word);
        find(staff, "zoe " + word).body("data.id", contains(id));

        rename(buyer, "Zoë " + word + "x Newman");

        find(staff, word + "x new").body("data.id", contains(id)).body("meta.total", equalTo(1));
        rename(buyer, "Somebody Else");
        find(staff, word).body("data", hasSize(0)).body("meta.total", equalTo(0));
        // Who works here and then shops is found like anyone.
        Account clerk = accounts.staff(Role.EMPLOYEE);
        rename(clerk, "Clerk " + word);
        clerk.request()
                .body("{\"store_id\": \"" + accounts.store().id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        find(staff, word).body("data.user_id", contains(clerk.id().toString()));
    }

    private static void rename(Account account, String name) {
        account.request()
                .body(Map.of("full_name", name))
                .patch("/api/v1/me")
                .then()
                .statusCode(200);
    }

    @Test
    void customersSeeNoCustomers() {
        Account buyer = accounts.customer();
        String id = create(accounts.admin(), "Ann " + word, null);
        buyer.request().get(PATH).then().statusCode(403);
        buyer.request().get(PATH + "/" + id).then().statusCode(403);
        buyer.request().delete(PATH + "/" + id).then().statusCode(403);
        accounts.staff(Role.EMPLOYEE).request().delete(PATH + "/" + id).then().statusCode(403);
        accounts.admin().request().get(PATH + "/" + id).then().statusCode(200);
    }

    @Test
    void oneWhoRegistersAndConfirmsTheAddressGetsItsRecord() {
        Account staff = accounts.staff(Role.EMPLOYEE);
        String email = word + "@shop.example";
        String record = create(staff, "Ann " + word, email);
        registrations.request(Actor.system("test"), email, Accounts.PASSWORD, "Anna " + word, null);
        io.restassured.RestAssured.given()
                .contentType("application/json")
                .body(Map.of("email", email, "code", Letters.await(email, 1).code()))
                .post("/api/v1/auth/register/verify-otp")
                .then()
                .statusCode(201)
                .body("data.user.customer_id", equalTo(record));

        find(staff, email).body("data.id", contains(record)).body("data[0].full_name", equalTo("Anna " + word));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM customer WHERE id = ? AND person_enc IS NULL", UUID.fromString(record)));
    }

    @Test
    void anErasedCustomerIsNoLongerFound() {
        Account manager = accounts.staff(Role.MANAGER);
        String id = create(manager, "Ann " + word, word + "@shop.example");

        manager.request().delete(PATH + "/" + id).then().statusCode(204);

        manager.request().get(PATH + "/" + id).then().statusCode(404);
        manager.request().delete(PATH + "/" + id).then().statusCode(404);
        find(manager, word).body("data", hasSize(0));
        find(manager, word + "@shop.example").body("data", hasSize(0));
    }

    @Test
    void whoWorksHereIsNotErasedAsACustomer() {
        Account employee = accounts.staff(Role.EMPLOYEE);
        employee.request().get("/api/v1/cart").then().statusCode(200);
        UUID customer = UUID.randomUUID();
        books.change(
                "INSERT INTO customer (id, user_id, created_at, updated_at) VALUES (?, ?, '2026-01-01Z', '2026-01-01Z')"
                        + " ON CONFLICT (user_id) DO UPDATE SET id = excluded.id",
                customer,
                employee.id());

        accounts.staff(Role.MANAGER)
                .request()
                .delete(PATH + "/" + customer)
                .then()
                .statusCode(403);
        employee.request().get("/api/v1/auth/me").then().statusCode(200);
    }
}
