package aisle.accounts.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in by the form of RFC 6749. */
@AisleTest
class TokenHttpTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Inject
    Accounts accounts;

    private static ValidatableResponse token(String body) {
        return given().header("Content-Type", FORM)
                .body(body)
                .post("/api/v1/auth/token")
                .then();
    }

    private static String password(String email, String password) {
        return "grant_type=password&username=" + email + "&password=" + password.replace(' ', '+');
    }

    private static void refused(ValidatableResponse answer, String error) {
        answer.statusCode(400)
                .header("Cache-Control", equalTo("no-store"))
                .contentType("application/json")
                .body("$", aMapWithSize(2))
                .body("error", equalTo(error))
                .body("error_description", notNullValue());
    }

    @Test
    void aPasswordGivesTokensWithoutAnEnvelope() {
        Accounts.Account account = accounts.customer();
        String token = token(password(account.email(), Accounts.PASSWORD))
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", equalTo("no-store"))
                .header("Pragma", equalTo("no-cache"))
                .body("$", aMapWithSize(4))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", both(greaterThan(239 * 60)).and(lessThanOrEqualTo(240 * 60)))
                .body("refresh_token", notNullValue())
                .extract()
                .path("access_token");
        given().auth()
                .oauth2(token)
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .body("data.id", equalTo(account.id().toString()));
    }

    /** Swagger UI sends an empty client by HTTP Basic and an empty scope. */
    @Test
    void whatDocumentationPagesSendBesidesIsIgnored() {
        given().header("Content-Type", FORM + ";charset=UTF-8")
                .header("Authorization", "Basic Og==")
                .header("X-Requested-With", "XMLHttpRequest")
                .body(password(accounts.customer().email(), Accounts.PASSWORD) + "&scope=&client_id=&audience=x")
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200);
    }

    @Test
    void aRefreshTokenGivesAnotherPair() {
        String first = accounts.customer().refreshToken();
        token("grant_type=refresh_token&refresh_token=" + first)
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("refresh_token", not(equalTo(first)));
        refused(token("grant_type=refresh_token&refresh_token=invented"), "invalid_grant");
    }

    @Test
    void anUnknownAddressAndAWrongPasswordGetTheSameAnswer() {
        ValidatableResponse wrong = token(password(accounts.customer().email(), "not the one at all"));
        ValidatableResponse unknown = token(password(UUID.randomUUID() + "@shop.example", Accounts.PASSWORD));
        refused(wrong, "invalid_grant");
        refused(unknown, "invalid_grant");
        unknown.body("error_description", equalTo(wrong.extract().path("error_description")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid_request",
        "'grant_type=', invalid_request",
        "'username=a@b.example&password=x', invalid_request",
        "'grant_type=password', invalid_request",
        "'grant_type=password&username=a@b.example&password=', invalid_request",
        "'grant_type=password&username=a@b.example&username=a@b.example&password=x', invalid_request",
        "'grant_type=password&grant_type=password&username=a@b.example&password=x', invalid_request",
        "'grant_type=password&username=%zz&password=x', invalid_request",
        "'grant_type=refresh_token', invalid_request",
        "'grant_type=client_credentials', unsupported_grant_type",
        "'grant_type=PASSWORD&username=a@b.example&password=x', unsupported_grant_type",
        "'grant_type=password&username=a@b.example&password=x&scope=admin', invalid_scope",
        "'{\"grant_type\": \"password\"}', invalid_request"
    })
    void whatIsNoTokenRequestIsRefusedInTheWordsOfTheRfc(String body, String error) {
        refused(token(body), error);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "text/plain", "multipart/form-data; boundary=x"})
    void anotherMediaTypeIsRefused(String type) {
        given().header("Content-Type", type)
                .body("{\"grant_type\": \"password\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/auth/token")
                .then()
                .statusCode(415)
                .body("error.code", equalTo("UNSUPPORTED_MEDIA_TYPE"));
    }
}
