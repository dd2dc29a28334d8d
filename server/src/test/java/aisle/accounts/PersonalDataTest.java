package aisle.accounts;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.accounts.signin.SignIns;
import aisle.accounts.signin.SignedIn;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where names, addresses and phone numbers are, and where they are not. */
@AisleTest
class PersonalDataTest {
    private static final String NAME = "Zacharias Quillfeather";
    private static final String PHONE = "+1 555 0199";

    @Inject
    Database database;

    @Inject
    SignIns signIns;

    @Inject
    Customers customers;

    @Inject
    Users users;

    private final String email = "zacharias-" + UUID.randomUUID() + "@shop.example";

    private SignedIn register(Actor actor) {
        return signIns.register(actor, email, Accounts.PASSWORD, NAME, PHONE);
    }

    @Test
    void noColumnHoldsPersonalDataInTheClear() {
        User user = register(Actor.system("test")).user();
        List<String> rows = database.read(handle -> handle.createQuery("""
                        SELECT encode(email_enc, 'escape') || encode(person_enc, 'escape') || encode(email_hmac, 'escape')
                               || app_user::text
                        FROM app_user WHERE id = :id
                        UNION ALL SELECT customer::text FROM customer WHERE user_id = :id
                        UNION ALL SELECT session::text FROM session WHERE user_id = :id
                        """)
                .bind("id", user.id())
                .mapTo(String.class)
                .list());
        assertEquals(3, rows.size());
        for (String row : rows) {
            assertNoneOf(row, email, email.substring(0, email.indexOf('@')), NAME, "Quillfeather", PHONE);
            assertNoneOf(row, Accounts.PASSWORD);
        }
    }

    @Test
    void theAuditTellsWhatHappenedAndNothingPersonal() {
        String request = "audit-" + UUID.randomUUID();
        Map<String, String> credentials = Map.of("email", email, "password", Accounts.PASSWORD);
        SignedIn signedIn = register(Actor.system(request));
        login(request, credentials, 200);
        login(request, Map.of("email", email, "password", "wrong"), 401);
        login(request, Map.of("email", "unknown-" + email, "password", "wrong"), 401);
        refresh(request, refresh(request, signedIn.refreshToken(), 200), 200);
        refresh(request, signedIn.refreshToken(), 401);
        given().header("X-Request-ID", request)
                .auth()
                .oauth2(login(request, credentials, 200))
                .post("/api/v1/auth/logout")
                .then()
                .statusCode(204);

        List<String> actions = database.read(handle -> handle.createQuery(
                        "SELECT action FROM audit_entry WHERE request_id = :request ORDER BY occurred_at, id")
                .bind("request", request)
                .mapTo(String.class)
                .list());
        assertEquals(
                List.of(
                        "user.created",
                        "user.registered",
                        "user.signed_in",
                        "user.sign_in_refused",
                        "session.token_reused",
                        "user.signed_in",
                        "user.signed_out"),
                actions);
        String entries = database.read(handle -> handle.createQuery(
                        "SELECT string_agg(audit_entry::text, ' ') FROM audit_entry WHERE request_id = :request")
                .bind("request", request)
                .mapTo(String.class)
                .one());
        assertNoneOf(entries, email, NAME, PHONE, Accounts.PASSWORD, signedIn.refreshToken());
    }

    private static String login(String request, Map<String, String> credentials, int status) {
        return given().header("X-Request-ID", request)
                .contentType(ContentType.JSON)
                .body(credentials)
                .post("/api/v1/auth/login")
                .then()
                .statusCode(status)
                .extract()
                .path("data.access_token");
    }

    private static String refresh(String request, String token, int status) {
        return given().header("X-Request-ID", request)
                .contentType(ContentType.JSON)
                .body(Map.of("refresh_token", token))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(status)
                .extract()
                .path("data.refresh_token");
    }

    @Test
    void aCustomerIsReachedAsItsUser() {
        User user = register(Actor.system("test")).user();
        CustomerId customer =
                database.read(handle -> customers.find(handle, user.id())).orElseThrow();
        assertEquals(user.customerId(), customer);
        assertEquals(new Contact(NAME, email, PHONE), database.read(handle -> customers.contact(handle, customer)));
        assertEquals(
                user,
                database.read(handle -> users.findByEmail(handle, email.toUpperCase(Locale.ROOT)))
                        .orElseThrow());
    }

    @Test
    void anUnknownCustomerHasNoContact() {
        DomainError refusal = assertThrows(
                DomainError.class,
                () -> database.read(handle -> customers.contact(handle, new CustomerId(UUID.randomUUID()))));
        assertEquals(ErrorCode.CUSTOMER_NOT_FOUND, refusal.code());
    }

    private static void assertNoneOf(String text, String... secrets) {
        for (String secret : secrets) {
            assertFalse(text.contains(secret), secret);
        }
    }
}
