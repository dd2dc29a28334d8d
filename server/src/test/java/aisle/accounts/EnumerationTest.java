package aisle.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks about an address gets the same answer, to the last header, whether it has an account or not. */
@AisleTest
class EnumerationTest {
    private static final String AUTH = "/api/v1/auth/";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Client client;
    private Account known;
    private String unknown;

    @BeforeEach
    void begin() {
        client = new Client("http://localhost:" + RestAssured.port);
        known = accounts.customer();
        // As long as the other, as an attacker would choose it.
        unknown = known.email().replaceFirst("-.*@", "-" + UUID.randomUUID() + "@");
    }

    private Reply post(String path, String body, Object... values) throws IOException, InterruptedException {
        return client.post(AUTH + path, null, null, body.formatted(values));
    }

    @Test
    void signingIn() throws Exception {
        String body = "{\"email\": \"%s\", \"password\": \"not the password\"}";
        Reply answer = post("login", body, known.email());
        assertEquals(401, answer.status());
        assertEquals(answer.comparable(), post("login", body, unknown).comparable());
        books.change("UPDATE app_user SET active = false WHERE id = ?", known.id());
        assertEquals(answer.comparable(), post("login", body, known.email()).comparable());
        assertEquals(
                answer.comparable(),
                post("login", body.replace("not the password", Accounts.PASSWORD), known.email())
                        .comparable());
    }

    @Test
    void askingForALink() throws Exception {
        String body = "{\"email\": \"%s\"}";
        Reply answer = post("forgot-password", body, known.email());
        assertEquals(200, answer.status());
        assertEquals(answer.comparable(), post("forgot-password", body, unknown).comparable());
    }

    @Test
    void askingForAnotherCode() throws Exception {
        String body = "{\"email\": \"%s\"}";
        Reply answer = post("register/send-otp", body, known.email());
        assertEquals(202, answer.status());
        assertEquals(
                answer.comparable(), post("register/send-otp", body, unknown).comparable());
    }

    @Test
    void guessingACode() throws Exception {
        String body = "{\"email\": \"%s\", \"code\": \"000000\"}";
        Reply answer = post("register/verify-otp", body, known.email());
        assertEquals(422, answer.status());
        assertEquals(
                answer.comparable(), post("register/verify-otp", body, unknown).comparable());
    }

    @Test
    void askingForANewAddress() throws Exception {
        Account caller = accounts.customer();
        String body = "{\"new_email\": \"%s\", \"password\": \"" + Accounts.PASSWORD + "\"}";
        Reply answer = client.post(AUTH + "change-email", caller.token(), null, body.formatted(known.email()));
        assertEquals(202, answer.status());
        assertEquals(
                answer.comparable(),
                client.post(AUTH + "change-email", caller.token(), null, body.formatted(unknown))
                        .comparable());
    }

    /** A token says nothing about an address: one that was never issued is like one whose user is gone. */
    @Test
    void refreshing() throws Exception {
        String body = "{\"refresh_token\": \"%s\"}";
        Reply answer = post("refresh", body, "x".repeat(known.refreshToken().length()));
        assertEquals(401, answer.status());
        Account gone = accounts.customer();
        books.change("UPDATE customer SET user_id = NULL WHERE user_id = ?", gone.id());
        books.change("DELETE FROM app_user WHERE id = ?", gone.id());
        assertEquals(
                answer.comparable(), post("refresh", body, gone.refreshToken()).comparable());
    }
}
