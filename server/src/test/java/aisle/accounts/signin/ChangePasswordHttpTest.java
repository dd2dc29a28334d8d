package aisle.accounts.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Actor;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Choosing another password, and what becomes of the sign-ins. */
@AisleTest
class ChangePasswordHttpTest {
    private static final String NEW = "another long password";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    SignIns signIns;

    private static ValidatableResponse change(Accounts.Account account, String current, String chosen) {
        return account.request()
                .body(Map.of("current_password", current, "new_password", chosen))
                .post("/api/v1/auth/change-password")
                .then();
    }

    private static ValidatableResponse post(String path, Map<String, String> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/" + path)
                .then();
    }

    private static int me(String token) {
        return given().auth().oauth2(token).get("/api/v1/auth/me").statusCode();
    }

    @Test
    void aNewPasswordEndsEveryOtherSignIn() {
        Accounts.Account account = accounts.customer();
        SignedIn other = signIns.login(Actor.system("test"), account.email(), Accounts.PASSWORD);
        assertEquals(200, me(other.accessToken().token()));

        change(account, Accounts.PASSWORD, NEW).statusCode(204);

        assertEquals(401, me(other.accessToken().token()));
        post("refresh", Map.of("refresh_token", other.refreshToken()))
                .statusCode(401)
                .body("error.code", equalTo("TOKEN_REVOKED"));
        assertEquals(200, me(account.token()));
        post("refresh", Map.of("refresh_token", account.refreshToken())).statusCode(200);
        post("login", Map.of("email", account.email(), "password", Accounts.PASSWORD))
                .statusCode(401);
        post("login", Map.of("email", account.email(), "password", NEW)).statusCode(200);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'user.password_changed' AND resource_id = ?",
                        account.id().toString()));
    }

    @Test
    void withoutTheCurrentPasswordNothingChanges() {
        Accounts.Account account = accounts.customer();
        change(account, "not the one", NEW).statusCode(422).body("error.code", equalTo("WRONG_PASSWORD"));
        for (String chosen : List.of("short", "Password1", account.email())) {
            change(account, Accounts.PASSWORD, chosen)
                    .statusCode(400)
                    .body("error.details.fields.field", equalTo(List.of("new_password")));
        }
        given().contentType(ContentType.JSON)
                .body(Map.of("current_password", Accounts.PASSWORD, "new_password", NEW))
                .post("/api/v1/auth/change-password")
                .then()
                .statusCode(401);
        assertEquals(200, me(account.token()));
        assertEquals(1, books.count("SELECT auth_version FROM app_user WHERE id = ?", account.id()));
        post("login", Map.of("email", account.email(), "password", Accounts.PASSWORD))
                .statusCode(200);
    }

    @Test
    void ofManyChangesAtOnceOneCounts() {
        Accounts.Account account = accounts.customer();
        List<Integer> statuses = Crowd.atOnce(
                5, // four may fail before anybody has to wait
                i -> () -> change(account, Accounts.PASSWORD, NEW + i).extract().statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 204).count(), statuses::toString);
        assertEquals(2, books.count("SELECT auth_version FROM app_user WHERE id = ?", account.id()));
        int winner = statuses.indexOf(204);
        post("login", Map.of("email", account.email(), "password", NEW + winner))
                .statusCode(200);
        assertEquals(200, me(account.token()));
    }

    @Test
    void aHashOfAnotherCostIsMadeAnewAtTheNextSignIn() {
        Accounts.Account account = accounts.customer();
        String weaker = BcryptUtil.bcryptHash(Accounts.PASSWORD, 5);
        books.change("UPDATE app_user SET password_hash = ? WHERE id = ?", weaker, account.id());

        post("login", Map.of("email", account.email(), "password", "wrong one")).statusCode(401);
        assertEquals(1, kept(account, weaker));
        post("login", Map.of("email", account.email(), "password", Accounts.PASSWORD))
                .statusCode(200);

        assertEquals(0, kept(account, weaker));
        assertTrue(books.count(
                        "SELECT count(*) FROM app_user WHERE id = ? AND password_hash LIKE '$2a$04$%'", account.id())
                == 1);
        assertNotEquals(401, me(account.token()));
        post("login", Map.of("email", account.email(), "password", Accounts.PASSWORD))
                .statusCode(200);
    }

    private long kept(Accounts.Account account, String hash) {
        return books.count("SELECT count(*) FROM app_user WHERE id = ? AND password_hash = ?", account.id(), hash);
    }
}
