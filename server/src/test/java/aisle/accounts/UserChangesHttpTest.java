package aisle.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Changing, turning off, removing and finding users. */
@AisleTest
class UserChangesHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    Database database;

    @Inject
    UserChanges changes;

    @Inject
    SearchBackfill backfill;

    private static String path(Accounts.Account account) {
        return "/api/v1/users/" + account.id();
    }

    private static int me(Accounts.Account account) {
        return given().auth().oauth2(account.token()).get("/api/v1/auth/me").statusCode();
    }

    private static ValidatableResponse patch(Accounts.Account caller, Accounts.Account user, Map<String, ?> body) {
        return caller.request().body(body).patch(path(user)).then();
    }

    private long audited(String action, Accounts.Account user) {
        return books.count(
                "SELECT count(*) FROM audit_entry WHERE action = ? AND resource_id = ?",
                action,
                user.id().toString());
    }

    @Test
    void oneChangesOnesOwnNameAndNumberAndStaysSignedIn() {
        Accounts.Account customer = accounts.customer();
        Map<String, String> phone = new HashMap<>();
        phone.put("phone", "+1 555 0199");
        phone.put("full_name", "  Ann Lee ");
        patch(customer, customer, phone)
                .statusCode(200)
                .body("data.full_name", equalTo("Ann Lee"))
                .body("data.phone", equalTo("+1 555 0199"));
        phone.clear();
        phone.put("phone", null);
        patch(customer, customer, phone)
                .statusCode(200)
                .body("data.full_name", equalTo("Ann Lee"))
                .body("data.phone", nullValue());
        customer.request()
                .body(Map.of("email", customer.email(), "full_name", "Ann"))
                .put(path(customer))
                .then()
                .statusCode(200)
                .body("data.full_name", equalTo("Ann"))
                .body("data.role", equalTo("CUSTOMER"))
                .body("data.active", equalTo(true));
        assertEquals(200, me(customer));
        assertEquals(3, audited("user.changed", customer));
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE resource_id = ? AND details::text LIKE '%Ann%'",
                        customer.id().toString()));
    }

    @Test
    void oneCannotPromoteOrRenameTheSignInOfOneself() {
        Accounts.Account employee = accounts.staff(Role.EMPLOYEE);
        for (Map<String, ?> change : List.of(
                Map.of("role", "ADMIN"), Map.of("active", false), Map.of("email", "other-" + employee.email()))) {
            patch(employee, employee, change).statusCode(403).body("error.code", equalTo("FORBIDDEN"));
        }
        patch(employee, employee, Map.of("role", "EMPLOYEE", "email", employee.email()))
                .statusCode(200);
        patch(employee, employee, Map.of("password_hash", "x"))
                .statusCode(400)
                .body("error.details.fields.field", contains("password_hash"));
        patch(employee, employee, Map.of("full_name", "\u00a0", "phone", "call me"))
                .statusCode(400);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM app_user WHERE id = ? AND role = 'EMPLOYEE' AND active AND version = 1",
                        employee.id()));
    }

    @Test
    void somebodyElseDoesNotExist() {
        Accounts.Account manager = accounts.staff(Role.MANAGER);
        Accounts.Account other = accounts.customer();
        patch(manager, other, Map.of("full_name", "X")).statusCode(404).body("error.code", equalTo("USER_NOT_FOUND"));
        manager.request()
                .body(Map.of("email", other.email(), "full_name", "X"))
                .put(path(other))
                .then()
                .statusCode(404);
        manager.request().patch(path(other) + "/toggle").then().statusCode(403);
        manager.request().delete(path(other)).then().statusCode(403);
        assertEquals(1, books.count("SELECT version FROM app_user WHERE id = ?", other.id()));
    }

    @Test
    void anotherRoleAddressOrActivityEndsEverySignIn() {
        Accounts.Account admin = accounts.admin();
        for (Map<String, ?> change : List.of(
                Map.of("role", "MANAGER"),
                Map.of("email", UUID.randomUUID() + "@shop.example"),
                Map.of("active", false))) {
            Accounts.Account user = accounts.staff(Role.EMPLOYEE);
            assertEquals(200, me(user));
            patch(admin, user, change).statusCode(200);
            given().auth()
                    .oauth2(user.token())
                    .get("/api/v1/auth/me")
                    .then()
                    .statusCode(401)
                    .body("error.code", equalTo("TOKEN_REVOKED"));
            given().contentType(ContentType.JSON)
                    .body(Map.of("refresh_token", user.refreshToken()))
                    .post("/api/v1/auth/refresh")
                    .then()
                    .statusCode(401);
        }
        assertEquals(200, me(admin));
    }

    @Test
    void anAddressThatSomebodyHasIsRefused() {
        Accounts.Account user = accounts.customer();
        patch(
                        accounts.admin(),
                        user,
                        Map.of("email", accounts.customer().email().toUpperCase(java.util.Locale.ROOT)))
                .statusCode(409)
                .body("error.code", equalTo("EMAIL_TAKEN"));
        assertEquals(200, me(user));
    }

    @Test
    void whoHasSeenAnEarlierVersionChangesNothing() {
        Accounts.Account admin = accounts.admin();
        Accounts.Account user = accounts.customer();
        String seen = admin.request().get(path(user)).header("ETag");
        patch(user, user, Map.of("full_name", "Changed meanwhile")).statusCode(200);
        for (String method : List.of("PATCH", "DELETE")) {
            admin.request()
                    .header("If-Match", seen)
                    .body(method.equals("PATCH") ? Map.of("full_name", "Late") : Map.of())
                    .request(method, path(user))
                    .then()
                    .statusCode(412)
                    .body("error.code", equalTo("PRECONDITION_FAILED"));
        }
        admin.request().get(path(user)).then().body("data.full_name", equalTo("Changed meanwhile"));
    }

    @Test
    void aUserIsTurnedOffAndOnAgain() {
        Accounts.Account admin = accounts.admin();
        Accounts.Account user = accounts.customer();
        admin.request().patch(path(user) + "/toggle").then().statusCode(200).body("data.active", equalTo(false));
        assertEquals(401, me(user));
        admin.request().patch(path(user) + "/toggle").then().statusCode(200).body("data.active", equalTo(true));
        assertEquals(401, me(user));
        assertEquals(2, audited("user.changed", user));
    }

    @Test
    void whoIsRemovedIsGoneAndTheCustomerStaysForItsOrders() {
        Accounts.Account admin = accounts.admin();
        Accounts.Account user = accounts.customer();
        admin.request().delete(path(user)).then().statusCode(204);
        admin.request().get(path(user)).then().statusCode(404);
        admin.request().delete(path(user)).then().statusCode(404);
        assertEquals(401, me(user));
        assertEquals(0, books.count("SELECT count(*) FROM session WHERE user_id = ?", user.id()));
        assertEquals(0, books.count("SELECT count(*) FROM customer WHERE user_id = ?", user.id()));
        assertEquals(1, audited("user.deleted", user));
        given().contentType(ContentType.JSON)
                .body(Map.of("email", user.email(), "password", Accounts.PASSWORD, "full_name", "Ann"))
                .post("/api/v1/auth/register")
                .then()
                .statusCode(201);
    }

    private static final class Undo extends RuntimeException {}

    /** With nobody else left, in a transaction that never was. */
    private void asLastAdmin(Accounts.Account admin, Consumer<Tx> attempt) {
        assertThrows(
                Undo.class,
                () -> database.transaction(tx -> {
                    tx.handle()
                            .createUpdate("UPDATE app_user SET active = false WHERE role = 'ADMIN' AND id <> :id")
                            .bind("id", admin.id())
                            .execute();
                    assertEquals(
                            ErrorCode.LAST_ADMIN,
                            assertThrows(DomainError.class, () -> attempt.accept(tx))
                                    .code());
                    throw new Undo();
                }));
    }

    @Test
    void theLastAdminStays() {
        Accounts.Account admin = accounts.admin();
        asLastAdmin(admin, tx -> changes.delete(tx, admin.actor(), admin.id(), ExpectedVersion.ANY));
        asLastAdmin(admin, tx -> changes.toggle(tx, admin.actor(), admin.id(), ExpectedVersion.ANY));
        asLastAdmin(
                admin,
                tx -> changes.change(
                        tx,
                        admin.actor(),
                        admin.id(),
                        ExpectedVersion.ANY,
                        now -> new UserDetails(now.email(), now.fullName(), now.phone(), Role.MANAGER, true)));
        assertEquals(200, me(admin));
    }

    @Test
    void changesOfOneUserAtOnceAreOneAfterTheOther() {
        Accounts.Account admin = accounts.admin();
        Accounts.Account user = accounts.customer();
        List<Integer> statuses = Crowd.atOnce(
                8,
                i -> () -> patch(admin, user, Map.of("full_name", "Name " + i))
                        .extract()
                        .statusCode());
        assertEquals(List.of(200), statuses.stream().distinct().toList());
        assertEquals(9, books.count("SELECT version FROM app_user WHERE id = ?", user.id()));
    }

    private ValidatableResponse search(Accounts.Account admin, String text) {
        return admin.request().queryParam("q", text).get("/api/v1/users").then().statusCode(200);
    }

    @Test
    void staffIsFoundByTheBeginningsOfItsNameOrItsAddress() {
        Accounts.Account admin = accounts.admin();
        Accounts.Account user = accounts.customer();
        String family = "Zq" + UUID.randomUUID().toString().replace("-", "").substring(0, 8) + "é";
        patch(admin, user, Map.of("full_name", "Renée " + family)).statusCode(200);
        String id = user.id().toString();
        for (String text : List.of(
                family,
                family.substring(0, 6).toUpperCase(java.util.Locale.ROOT),
                "ren " + family.substring(0, 5),
                "RENEE " + family,
                user.email())) {
            search(admin, text).body("data.id", contains(id)).body("meta.total", equalTo(1));
        }
        search(admin, "Rene " + family + " x").body("data", empty());
        search(admin, "!?").body("data", empty()).body("meta.total", equalTo(0));
        search(admin, family.substring(1)).body("data", empty());
        admin.request()
                .queryParam("q", family)
                .queryParam("role", "ADMIN")
                .get("/api/v1/users")
                .then()
                .body("data", empty());

        books.change("UPDATE app_user SET search_tokens = '{}' WHERE id = ?", user.id());
        search(admin, family).body("data", empty());
        backfill.fillBatch();
        search(admin, family).body("data.id", contains(id));
    }
}
