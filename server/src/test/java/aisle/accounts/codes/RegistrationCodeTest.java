package aisle.accounts.codes;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Actor;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Letters;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Registrations that a code confirms. Whether one is needed is a setting, see {@code RegistrationCodeIT}. */
@AisleTest
class RegistrationCodeTest {
    private static final String VERIFY = "/api/v1/auth/register/verify-otp";
    private static final String USERS = "SELECT count(*) FROM app_user WHERE email_hmac = ?";

    @Inject
    Registrations registrations;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    aisle.platform.crypto.Sealing sealing;

    private static String address() {
        return "ann-" + UUID.randomUUID() + "@codes.example";
    }

    private void request(String email) {
        registrations.request(Actor.system("test"), email, Accounts.PASSWORD, "Ann Example", null);
    }

    private static ValidatableResponse verify(String email, String code) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "code", code))
                .post(VERIFY)
                .then();
    }

    private static void sendAgain(String email) {
        given().contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .post("/api/v1/auth/register/send-otp")
                .then()
                .statusCode(202)
                .body("data.otp_required", equalTo(true));
    }

    private static String another(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    }

    private long users(String email) {
        return books.count(USERS, sealing.lookupHash(email));
    }

    @Test
    void theCodeMakesTheAccountAndWorksOnce() {
        String email = address();
        request(email);
        String code = Letters.await(email, 1).code();
        assertEquals(0, users(email));

        verify(email, code)
                .statusCode(201)
                .body("data.user.email", equalTo(email))
                .body("data.user.role", equalTo("CUSTOMER"))
                .body("data.token_type", equalTo("Bearer"));

        verify(email, code).statusCode(422).body("error.code", equalTo("CODE_INVALID"));
        assertEquals(1, users(email));
        given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", Accounts.PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200);
    }

    @Test
    void ofManyWhoUseOneCodeAtOnceOneSucceeds() {
        String email = address();
        request(email);
        String code = Letters.await(email, 1).code();
        Client client = new Client("http://localhost:" + RestAssured.port);
        String body = "{\"email\": \"" + email + "\", \"code\": \"" + code + "\"}";

        List<Reply> replies = Crowd.atOnce(8, i -> () -> client.post(VERIFY, null, null, body));

        assertEquals(1, replies.stream().filter(reply -> reply.status() == 201).count(), replies.toString());
        assertEquals(
                7,
                replies.stream()
                        .filter(reply -> reply.errorCode().equals("CODE_INVALID"))
                        .count(),
                replies.toString());
        assertEquals(1, users(email));
    }

    @Test
    void fiveWrongGuessesEndACodeAlsoAtOnce() {
        String email = address();
        request(email);
        String code = Letters.await(email, 1).code();
        Client client = new Client("http://localhost:" + RestAssured.port);
        String wrong = "{\"email\": \"" + email + "\", \"code\": \"" + another(code) + "\"}";

        List<Reply> replies = Crowd.atOnce(8, i -> () -> client.post(VERIFY, null, null, wrong));

        assertTrue(replies.stream().allMatch(reply -> reply.status() == 422), replies.toString());
        verify(email, code).statusCode(422);
        assertEquals(
                5,
                books.count("SELECT max(attempts) FROM one_time_code WHERE email_hmac = ?", sealing.lookupHash(email)));
        assertEquals(0, users(email));

        sendAgain(email);
        verify(email, Letters.await(email, 2).code()).statusCode(201);
    }

    @Test
    void anotherCodeTakesThePlaceOfTheFirst() {
        String email = address();
        request(email);
        String first = Letters.await(email, 1).code();
        sendAgain(email);
        String second = Letters.await(email, 2).code();

        if (!first.equals(second)) {
            verify(email, first).statusCode(422);
        }
        verify(email, second).statusCode(201);
    }

    @Test
    void everyRegistrationHasACodeOfItsOwn() {
        String email = address();
        request(email);
        String own = Letters.await(email, 1).code();
        registrations.request(Actor.system("test"), email, "somebody else's password", "Mallory", null);
        Letters.await(email, 2);

        verify(email, own).statusCode(201).body("data.user.full_name", equalTo("Ann Example"));
        assertEquals(
                0, books.count("SELECT count(*) FROM one_time_code WHERE email_hmac = ?", sealing.lookupHash(email)));
    }

    @Test
    void whoHasAnAccountIsToldByMailOnly() {
        String email = accounts.customer().email();
        request(email);

        Letters.Letter letter = Letters.await(email, 1);
        assertTrue(letter.subject().contains("You have an account"), letter.subject());
        assertEquals(
                0, books.count("SELECT count(*) FROM one_time_code WHERE email_hmac = ?", sealing.lookupHash(email)));
        sendAgain(email);
        verify(email, "000000").statusCode(422);
    }

    @Test
    void nothingIsKeptInTheClear() {
        String email = address();
        request(email);
        String code = Letters.await(email, 1).code();
        String digest = "SELECT count(*) FROM one_time_code WHERE email_hmac = ? AND (one_time_code::text LIKE ?"
                + " OR encode(content_enc, 'escape') LIKE ?)";
        for (String secret : List.of(code, "codes.example", "Ann")) {
            String pattern = "%" + secret + "%";
            assertEquals(0, books.count(digest, sealing.lookupHash(email), pattern, pattern), secret);
        }
        assertNotEquals(0, books.count("SELECT count(*) FROM outbox WHERE type = ?", Purpose.REGISTRATION.requested()));
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM outbox WHERE type = ? AND payload <> '{}'",
                        Purpose.REGISTRATION.requested()));
    }

    @Test
    void aCodeHasSixDigits() {
        verify(address(), "12345").statusCode(400).body("error.details.fields[0].field", equalTo("code"));
    }
}
