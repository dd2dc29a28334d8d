package aisle.accounts.codes;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Letters;
import aisle.testing.Waiting;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** New passwords and new addresses, by links in mails. */
@AisleTest
class LinksHttpTest {
    private static final String NEW_PASSWORD = "another battery staple";
    private static final String AUTH = "/api/v1/auth/";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    aisle.platform.crypto.Sealing sealing;

    private static ValidatableResponse post(String path, Map<String, String> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(AUTH + path)
                .then();
    }

    private static void forgot(String email) {
        post("forgot-password", Map.of("email", email)).statusCode(200).body("data.mailed", equalTo(true));
    }

    private static ValidatableResponse reset(String token, String password) {
        return post("reset-password", Map.of("token", token, "new_password", password));
    }

    private static ValidatableResponse login(String email, String password) {
        return post("login", Map.of("email", email, "password", password));
    }

    @Test
    void aLinkSetsANewPasswordOnceAndEndsEverySignIn() {
        Account person = accounts.customer();
        forgot(person.email().toUpperCase(java.util.Locale.ROOT));
        String token = Letters.await(person.email(), 1).token();
        login(person.email(), Accounts.PASSWORD).statusCode(200);

        reset(token, NEW_PASSWORD).statusCode(200).body("data.password_changed", equalTo(true));

        login(person.email(), NEW_PASSWORD).statusCode(200);
        login(person.email(), Accounts.PASSWORD).statusCode(401);
        person.request().get(AUTH + "me").then().statusCode(401);
        post("refresh", Map.of("refresh_token", person.refreshToken())).statusCode(401);
        reset(token, "yet another staple").statusCode(422).body("error.code", equalTo("CODE_INVALID"));
        login(person.email(), NEW_PASSWORD).statusCode(200);
        assertEquals(
                "Your password at Aisle was changed",
                Letters.await(person.email(), 2).subject());
    }

    @Test
    void ofManyWhoUseOneLinkAtOnceOneSucceeds() {
        Account person = accounts.customer();
        forgot(person.email());
        String token = Letters.await(person.email(), 1).token();
        Client client = new Client("http://localhost:" + RestAssured.port);

        List<Reply> replies = Crowd.atOnce(
                8,
                i -> () -> client.post(
                        AUTH + "reset-password",
                        null,
                        null,
                        "{\"token\": \"%s\", \"new_password\": \"battery staple no %d\"}".formatted(token, i)));

        assertEquals(1, replies.stream().filter(reply -> reply.status() == 200).count(), replies.toString());
        int winner = 0;
        while (replies.get(winner).status() != 200) {
            winner++;
        }
        login(person.email(), "battery staple no " + winner).statusCode(200);
        login(person.email(), Accounts.PASSWORD).statusCode(401);
    }

    @Test
    void aRefusedPasswordLeavesTheLinkUsable() {
        Account person = accounts.customer();
        forgot(person.email());
        String token = Letters.await(person.email(), 1).token();

        reset(token, "short").statusCode(400);
        reset(token, person.email()).statusCode(400);

        reset(token, NEW_PASSWORD).statusCode(200);
    }

    @Test
    void anUnknownAddressIsAnsweredAlikeAndLeavesNothing() {
        String email = "nobody-" + UUID.randomUUID() + "@links.example";
        forgot(email);
        Waiting.until(
                "the note is gone",
                () -> books.count("SELECT count(*) FROM one_time_code WHERE email_hmac = ?", sealing.lookupHash(email))
                        == 0);
        assertEquals(List.of(), Letters.to(email));
    }

    @Test
    void whatWasNeverSentIsRefused() {
        reset("x".repeat(43), NEW_PASSWORD).statusCode(422).body("error.code", equalTo("CODE_INVALID"));
        post("confirm-email", Map.of("token", "x".repeat(43))).statusCode(422);
    }

    @Test
    void aLinkThatIsTooOldIsRefused() {
        Account person = accounts.customer();
        forgot(person.email());
        String token = Letters.await(person.email(), 1).token();
        books.change(
                "UPDATE one_time_code SET code_expires_at = created_at WHERE email_hmac = ?",
                sealing.lookupHash(person.email()));

        reset(token, NEW_PASSWORD).statusCode(422);
        login(person.email(), Accounts.PASSWORD).statusCode(200);
    }

    @Test
    void aNewAddressCountsOnceItIsConfirmed() {
        Account person = accounts.customer();
        String email = "new-" + UUID.randomUUID() + "@links.example";
        forgot(person.email());
        String oldLink = Letters.await(person.email(), 1).token();
        changeEmail(person, email, Accounts.PASSWORD).statusCode(202);
        String token = Letters.await(email, 1).token();
        login(email, Accounts.PASSWORD).statusCode(401);

        post("confirm-email", Map.of("token", token)).statusCode(200).body("data.email_changed", equalTo(true));

        login(email, Accounts.PASSWORD).statusCode(200);
        login(person.email(), Accounts.PASSWORD).statusCode(401);
        post("confirm-email", Map.of("token", token)).statusCode(422);
        reset(oldLink, NEW_PASSWORD).statusCode(422);
        assertEquals(
                "Your address at Aisle was changed",
                Letters.await(person.email(), 2).subject());
    }

    @Test
    void anAddressOfAnotherAccountIsNotTold() {
        Account person = accounts.customer();
        Account other = accounts.customer();
        changeEmail(person, other.email(), Accounts.PASSWORD).statusCode(202);

        post("confirm-email", Map.of("token", Letters.await(other.email(), 1).token()))
                .statusCode(409)
                .body("error.code", equalTo("EMAIL_TAKEN"));
        login(person.email(), Accounts.PASSWORD).statusCode(200);
    }

    @Test
    void aNewAddressTakesThePassword() {
        Account person = accounts.customer();
        String email = "new-" + UUID.randomUUID() + "@links.example";
        changeEmail(person, email, "not my password").statusCode(422).body("error.code", equalTo("WRONG_PASSWORD"));
        assertEquals(
                0, books.count("SELECT count(*) FROM one_time_code WHERE email_hmac = ?", sealing.lookupHash(email)));
    }

    @Test
    void aChangedPasswordEndsLinksThatWereSentBefore() {
        Account person = accounts.customer();
        forgot(person.email());
        String first = Letters.await(person.email(), 1).token();
        forgot(person.email());
        String second = Letters.await(person.email(), 2).token();

        reset(second, NEW_PASSWORD).statusCode(200);

        reset(first, "yet another staple").statusCode(422);
    }

    private static ValidatableResponse changeEmail(Account person, String email, String password) {
        return person.request()
                .body(Map.of("new_email", email, "password", password))
                .post(AUTH + "change-email")
                .then();
    }
}
