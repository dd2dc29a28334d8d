package aisle.customers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.accounts.codes.Registrations;
import aisle.kernel.Actor;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Letters;
import aisle.testing.Shop;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever confirms an address gets what the staff wrote down of somebody with that address, whichever way it was. */
@AisleTest
class LinkedCustomersTest {
    private static final String CUSTOMERS = "/api/v1/customers";
    private static final String AUTH = "/api/v1/auth/";

    @Inject
    Accounts accounts;

    @Inject
    Registrations registrations;

    @Inject
    Shop shop;

    @Inject
    Books books;

    private final String email = UUID.randomUUID() + "@linked.example";

    private static Response post(String path, Map<String, String> body) {
        return given().contentType(ContentType.JSON).body(body).post(AUTH + path);
    }

    private String writtenDown(Account staff) {
        return staff.request()
                .body(Map.of("full_name", "Ann Walk-In", "email", email))
                .post(CUSTOMERS)
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    /** An order that the record has; today only customers with a sign-in can place one. */
    private UUID orderOf(Shop.Opened store, ProductId product, String record) {
        UUID order = order(store, product, accounts.customer());
        books.change("UPDATE orders SET customer_id = ? WHERE id = ?", UUID.fromString(record), order);
        return order;
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

    private Response confirmRegistration() {
        registrations.request(Actor.system("test"), email, Accounts.PASSWORD, "Anna Registered", null);
        return post(
                "register/verify-otp",
                Map.of("email", email, "code", Letters.await(email, 1).code()));
    }

    private void assertOneCustomer(Account staff, String id) {
        staff.request()
                .queryParam("q", email)
                .get(CUSTOMERS)
                .then()
                .statusCode(200)
                .body("data.id", contains(id));
    }

    @Test
    void twoRecordsOfOneAddressBecomeOneWithTheOrdersOfBoth() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 10);
        String first = writtenDown(store.admin());
        String second = writtenDown(store.admin());
        orderOf(store, product, first);
        UUID moved = orderOf(store, product, second);

        Response confirmed = confirmRegistration();

        confirmed.then().statusCode(201).body("data.user.customer_id", equalTo(first));
        given().auth()
                .oauth2(confirmed.path("data.access_token"))
                .get("/api/v1/me/export")
                .then()
                .body("data.orders", hasSize(2));
        assertOneCustomer(store.admin(), first);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM orders WHERE id = ? AND customer_id = ?", moved, UUID.fromString(first)));
        store.admin().request().get(CUSTOMERS + "/" + second).then().statusCode(404);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'customer.linked' AND resource_id = ?",
                        first));
    }

    @Test
    void aRegistrationWithoutConfirmationLinksNothingUntilALinkWasUsed() {
        Account admin = accounts.admin();
        String record = writtenDown(admin);
        String own = post(
                        "register",
                        Map.of("email", email, "password", Accounts.PASSWORD, "full_name", "Anna Registered"))
                .then()
                .statusCode(201)
                .extract()
                .path("data.user.customer_id");
        admin.request().queryParam("q", email).get(CUSTOMERS).then().body("data", hasSize(2));
        admin.request().get(CUSTOMERS + "/" + record).then().body("data.full_name", equalTo("Ann Walk-In"));

        post("forgot-password", Map.of("email", email)).then().statusCode(200);
        post(
                        "reset-password",
                        Map.of("token", Letters.await(email, 1).token(), "new_password", "another battery staple"))
                .then()
                .statusCode(200);

        assertOneCustomer(admin, own);
        admin.request().get(CUSTOMERS + "/" + own).then().body("data.full_name", equalTo("Anna Registered"));
    }

    @Test
    void aConfirmedChangeOfAddressBringsTheRecordAndKeepsTheCustomer() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 10);
        String record = writtenDown(store.admin());
        orderOf(store, product, record);
        Account person = accounts.customer();
        String own = person.request().get("/api/v1/auth/me").path("data.customer_id");
        order(store, product, person);

        person.request()
                .body(Map.of("new_email", email, "password", Accounts.PASSWORD))
                .post(AUTH + "change-email")
                .then()
                .statusCode(202);
        post("confirm-email", Map.of("token", Letters.await(email, 1).token()))
                .then()
                .statusCode(200);

        assertOneCustomer(store.admin(), own);
        assertEquals(2, books.count("SELECT count(*) FROM orders WHERE customer_id = ?", UUID.fromString(own)));
    }

    @Test
    void nobodyIsWrittenDownAgainUnderAConfirmedAddress() {
        Account staff = accounts.staff(Role.EMPLOYEE);
        String own = confirmRegistration().then().statusCode(201).extract().path("data.user.customer_id");

        staff.request()
                .body(Map.of("full_name", "Ann Again", "email", email))
                .post(CUSTOMERS)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("CUSTOMER_EXISTS"))
                .body("error.details.customer_id", equalTo(own));
        String other = staff.request()
                .body(Map.of("full_name", "Ann Other"))
                .post(CUSTOMERS)
                .path("data.id");
        staff.request()
                .body(Map.of("email", email))
                .patch(CUSTOMERS + "/" + other)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("CUSTOMER_EXISTS"));
        assertOneCustomer(staff, own);
    }

    /** An ADMIN says which address a user has; that shows nothing about who reads its mail. */
    @Test
    void anAddressThatAnAdminSetIsNotConfirmed() {
        Account admin = accounts.admin();
        String own = confirmRegistration().then().statusCode(201).extract().path("data.user.customer_id");
        String user = admin.request().get(CUSTOMERS + "/" + own).path("data.user_id");
        String record = admin.request()
                .body(Map.of("full_name", "Ann Other", "email", "other-" + email))
                .post(CUSTOMERS)
                .path("data.id");

        admin.request()
                .body(Map.of("email", "other-" + email))
                .patch("/api/v1/users/" + user)
                .then()
                .statusCode(200);

        admin.request().get(CUSTOMERS + "/" + record).then().statusCode(200);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM app_user WHERE id = ? AND email_confirmed_at IS NULL",
                        UUID.fromString(user)));
    }

    @Test
    void ofAConfirmationAndTheStaffAtOnceOneRecordIsLeft() {
        Account staff = accounts.staff(Role.EMPLOYEE);
        Client client = new Client("http://localhost:" + RestAssured.port);
        for (int round = 0; round < 4; round++) {
            String address = round + email;
            registrations.request(Actor.system("test"), address, Accounts.PASSWORD, "Anna Registered", null);
            String code = Letters.await(address, 1).code();

            List<Reply> replies = Crowd.atOnce(
                    4,
                    i -> () -> i == 0
                            ? client.post("/api/v1/auth/register/verify-otp", null, null, """
                                    {"email": "%s", "code": "%s"}
                                    """.formatted(address, code))
                            : client.post("/api/v1/customers", staff.token(), null, """
                                    {"full_name": "Ann Walk-In", "email": "%s"}
                                    """.formatted(address)));

            assertEquals(201, replies.getFirst().status(), replies.toString());
            assertTrue(
                    replies.stream().skip(1).allMatch(reply -> reply.status() == 201 || reply.status() == 409),
                    replies.toString());
            staff.request()
                    .queryParam("q", address)
                    .get(CUSTOMERS)
                    .then()
                    .body("data", hasSize(1))
                    .body("data[0].full_name", equalTo("Anna Registered"));
        }
    }
}
