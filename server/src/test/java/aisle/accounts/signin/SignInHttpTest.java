package aisle.accounts.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Registering, signing in, refreshing and signing out, as a client sees it. */
@AisleTest
class SignInHttpTest {
    private static final String PASSWORD = "a long enough password";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private static String newEmail() {
        return "ann-" + UUID.randomUUID() + "@shop.example";
    }

    private static ValidatableResponse post(String path, Object body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/" + path)
                .then();
    }

    private static JsonPath register(String email) {
        return post("register", Map.of("email", email, "password", PASSWORD, "full_name", "Ann Example"))
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse me(String token) {
        return given().auth().oauth2(token).get("/api/v1/auth/me").then();
    }

    @Test
    void registeringSignsInACustomer() {
        String email = newEmail();
        ValidatableResponse answer = post(
                "register",
                Map.of(
                        "email",
                        "  " + email.toUpperCase(java.util.Locale.ROOT) + " ",
                        "password",
                        PASSWORD,
                        "full_name",
                        " Ann Example ",
                        "phone",
                        "+1 555 0100"));
        answer.statusCode(201)
                .header("Cache-Control", "no-store")
                .body("data.user.email", equalTo(email))
                .body("data.user.full_name", equalTo("Ann Example"))
                .body("data.user.phone", equalTo("+1 555 0100"))
                .body("data.user.role", equalTo("CUSTOMER"))
                .body("data.user.active", equalTo(true))
                .body("data.user.customer_id", notNullValue())
                .body("data.user.customer_id", not(equalTo(answer.extract().path("data.user.id"))))
                .body("data.user.stores", empty())
                .body("data.user.created_at", endsWith("Z"))
                .body("data.token_type", equalTo("Bearer"))
                .body("data.expires_in", both(greaterThan(239 * 60)).and(lessThanOrEqualTo(240 * 60)))
                .body("data.expires_at", endsWith("Z"))
                .body("data.refresh_token", notNullValue())
                .header("Location", endsWith("/api/v1/users/" + answer.extract().path("data.user.id")));
        me(answer.extract().path("data.access_token"))
                .statusCode(200)
                .body("data", equalTo(answer.extract().path("data.user")));
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        post("register", Map.of("email", "nobody", "password", "short", "full_name", " ", "phone", "call me"))
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields.field", containsInAnyOrder("email", "password", "full_name", "phone"))
                .body(
                        "error.details.fields.code",
                        containsInAnyOrder("invalid_email", "length", "required", "invalid"));
    }

    @Test
    void missingFieldsAreNamedAtOnce() {
        post("register", Map.of())
                .statusCode(400)
                .body("error.details.fields.field", containsInAnyOrder("email", "password", "full_name"))
                .body("error.details.fields.code", containsInAnyOrder("required", "required", "required"));
    }

    @Test
    void aRoleIsAnUnknownMember() {
        String email = newEmail();
        post("register", Map.of("email", email, "password", PASSWORD, "full_name", "Ann", "role", "ADMIN"))
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields.field", equalTo(List.of("role")));
        post("login", Map.of("email", email, "password", PASSWORD)).statusCode(401);
    }

    @Test
    void aLongPasswordCountsToItsLastCharacter() {
        String email = newEmail();
        String longest = "é".repeat(127) + "!";
        post("register", Map.of("email", email, "password", longest + "!", "full_name", "Ann"))
                .statusCode(400)
                .body("error.details.fields.field", equalTo(List.of("password")))
                .body("error.details.fields.message", equalTo(List.of("must have from 8 to 128 characters")));
        post("register", Map.of("email", email, "password", longest, "full_name", "Ann"))
                .statusCode(201);
        post("login", Map.of("email", email, "password", longest)).statusCode(200);
        post("login", Map.of("email", email, "password", "é".repeat(127) + "?")).statusCode(401);
        post("login", Map.of("email", email, "password", "é".repeat(127))).statusCode(401);
    }

    @Test
    void aPasswordThatEverybodyTriesFirstIsRefused() {
        String email = newEmail();
        for (String password :
                List.of("Password1", "qwertyuiop", "        ", email, email.substring(0, email.indexOf('@')))) {
            post("register", Map.of("email", email, "password", password, "full_name", "Ann"))
                    .statusCode(400)
                    .body("error.details.fields.field", equalTo(List.of("password")));
        }
        post("login", Map.of("email", email, "password", "Password1")).statusCode(401);
    }

    @Test
    void aNameThatNobodyCanSeeIsNone() {
        for (String name :
                List.of("\u00a0", "\u0007\u0008", "\u200b\u200b", "\u00a0\u2003 ", "Ann\u0085", "Ann\nLee")) {
            post("register", Map.of("email", newEmail(), "password", PASSWORD, "full_name", name))
                    .statusCode(400)
                    .body("error.details.fields.field", equalTo(List.of("full_name")));
        }
        post("register", Map.of("email", newEmail(), "password", PASSWORD, "full_name", "Ann\u00a0李"))
                .statusCode(201)
                .body("data.user.full_name", equalTo("Ann\u00a0李"));
    }

    @Test
    void signingInIgnoresTheCaseOfTheAddress() {
        String email = newEmail();
        String id = register(email).getString("data.user.id");
        JsonPath signedIn = post(
                        "login", Map.of("email", " " + email.toUpperCase(java.util.Locale.ROOT), "password", PASSWORD))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
        assertEquals(id, signedIn.getString("data.user.id"));
        me(signedIn.getString("data.access_token")).statusCode(200).body("data.id", equalTo(id));
    }

    @Test
    void anUnknownAddressAndAWrongPasswordGetTheSameAnswer() {
        String email = newEmail();
        register(email);
        Map<String, Object> wrongPassword = refusal(post("login", Map.of("email", email, "password", "not the one")));
        Map<String, Object> unknown = refusal(post("login", Map.of("email", newEmail(), "password", PASSWORD)));
        Map<String, Object> tooLong =
                refusal(post("login", Map.of("email", email, "password", PASSWORD + "x".repeat(100))));
        assertEquals("INVALID_CREDENTIALS", wrongPassword.get("code"));
        assertEquals(wrongPassword, unknown);
        assertEquals(wrongPassword, tooLong);
    }

    private static Map<String, Object> refusal(ValidatableResponse answer) {
        Map<String, Object> error = answer.statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .extract()
                .path("error");
        error.remove("request_id");
        return error;
    }

    private static JsonPath refresh(JsonPath signedIn) {
        return post("refresh", Map.of("refresh_token", signedIn.getString("data.refresh_token")))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
    }

    @Test
    void whoLostTheAnswerToARefreshGetsItAgain() {
        JsonPath first = register(newEmail());
        JsonPath second = refresh(first);
        assertNotEquals(first.getString("data.refresh_token"), second.getString("data.refresh_token"));
        assertNotEquals(first.getString("data.access_token"), second.getString("data.access_token"));

        JsonPath again = refresh(first);

        assertEquals(second.getString("data.refresh_token"), again.getString("data.refresh_token"));
        assertEquals(second.getString("data.access_token"), again.getString("data.access_token"));
        assertEquals(second.getString("data.expires_at"), again.getString("data.expires_at"));
        me(again.getString("data.access_token")).statusCode(200);
    }

    @Test
    void aTokenThatIsUsedAfterItsSuccessorWasEndsTheSession() {
        JsonPath first = register(newEmail());
        JsonPath second = refresh(first);
        JsonPath third = refresh(second);
        me(third.getString("data.access_token")).statusCode(200).body("data", equalTo(first.getMap("data.user")));

        post("refresh", Map.of("refresh_token", first.getString("data.refresh_token")))
                .statusCode(401)
                .body("error.code", equalTo("TOKEN_REUSED"));
        for (JsonPath pair : List.of(first, second, third)) {
            me(pair.getString("data.access_token")).statusCode(401).body("error.code", equalTo("TOKEN_REVOKED"));
            post("refresh", Map.of("refresh_token", pair.getString("data.refresh_token")))
                    .statusCode(401)
                    .body("error.code", equalTo("TOKEN_REVOKED"));
        }
    }

    @Test
    void aTokenThatIsUsedAgainAfterTenSecondsEndsTheSession() {
        JsonPath first = register(newEmail());
        JsonPath second = refresh(first);
        books.change(
                "UPDATE refresh_token SET used_at = used_at - interval '10 seconds' WHERE used_at IS NOT NULL AND session_id"
                        + " IN (SELECT id FROM session WHERE user_id = ?::uuid)",
                first.getString("data.user.id"));

        post("refresh", Map.of("refresh_token", first.getString("data.refresh_token")))
                .statusCode(401)
                .body("error.code", equalTo("TOKEN_REUSED"));
        me(second.getString("data.access_token")).statusCode(401).body("error.code", equalTo("TOKEN_REVOKED"));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry a JOIN session s ON s.id::text = a.resource_id"
                                + " WHERE a.action = 'session.token_reused' AND s.user_id = ?::uuid",
                        first.getString("data.user.id")));
    }

    @Test
    void anInventedRefreshTokenIsInvalid() {
        post("refresh", Map.of("refresh_token", "invented"))
                .statusCode(401)
                .body("error.code", equalTo("TOKEN_INVALID"));
    }

    @Test
    void signingOutEndsAccessAndRefreshTokenAtOnceAndNoOtherSession() {
        Accounts.Account account = accounts.customer();
        String other = post("login", Map.of("email", account.email(), "password", Accounts.PASSWORD))
                .statusCode(200)
                .extract()
                .path("data.access_token");
        me(account.token()).statusCode(200);

        account.request().post("/api/v1/auth/logout").then().statusCode(204);

        me(account.token()).statusCode(401).body("error.code", equalTo("TOKEN_REVOKED"));
        post("refresh", Map.of("refresh_token", account.refreshToken()))
                .statusCode(401)
                .body("error.code", equalTo("TOKEN_REVOKED"));
        me(other).statusCode(200);
    }

    @Test
    void staffIsNoCustomerUntilItShops() {
        me(accounts.admin().token()).statusCode(200).body("data.customer_id", nullValue());
    }

    @Test
    void anIdempotencyKeyMeansNothingHere() {
        String email = newEmail();
        Map<String, String> body = Map.of("email", email, "password", PASSWORD, "full_name", "Ann");
        String key = UUID.randomUUID().toString();
        for (int expected : List.of(201, 409)) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", key)
                    .body(body)
                    .post("/api/v1/auth/register")
                    .then()
                    .statusCode(expected)
                    .header("Idempotent-Replayed", nullValue());
        }
    }
}
