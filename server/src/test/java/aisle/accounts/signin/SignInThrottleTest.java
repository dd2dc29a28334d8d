package aisle.accounts.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SessionId;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever guesses passwords is slowed down, and the owner is not shut out. */
@AisleTest
class SignInThrottleTest {
    private static final SignInThrottle.Pace PACE =
            new SignInThrottle.Pace(5, Duration.ofMinutes(15), Duration.ofDays(1));
    private static final String HOME = "192.0.2.7";
    private static final String ELSEWHERE = "203.0.113.9";

    private final SignInThrottleDao dao = new SignInThrottleDao();

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    Database database;

    @Inject
    SignIns signIns;

    @Inject
    SignInThrottle throttle;

    @Inject
    Time time;

    private static Actor from(String address) {
        return new Actor(null, null, Set.of(), "test", address);
    }

    private static ValidatableResponse login(String email, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post("/api/v1/auth/login")
                .then();
    }

    private byte[] strangersKey(String email) {
        return throttle.key(email, from(ELSEWHERE), false);
    }

    private void block(byte[] key, Duration howLong) {
        books.change(
                "INSERT INTO sign_in_throttle VALUES (?, 9, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                        + " blocked_until = excluded.blocked_until",
                key,
                time.now().plus(howLong),
                time.now());
    }

    private int fail(byte[] key, Instant at) {
        return database.transaction(tx -> dao.countFailure(tx, key, PACE, at));
    }

    private Duration waitAfter(byte[] key, Instant at) {
        Instant until = database.read(handle -> dao.blockedUntil(handle, key, at));
        return until == null ? Duration.ZERO : Duration.between(at, until);
    }

    @Test
    void theWaitDoublesUpToAQuarterOfAnHour() {
        byte[] key = strangersKey(UUID.randomUUID().toString());
        Instant at = time.now();
        long[] expected = {0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(i + 1, fail(key, at));
            assertEquals(Duration.ofSeconds(expected[i]), waitAfter(key, at));
            at = at.plusSeconds(expected[i]);
        }
        assertEquals(1, fail(key, at.plus(Duration.ofDays(1)).plusSeconds(1)));
        assertEquals(Duration.ZERO, waitAfter(key, at.plus(Duration.ofDays(1)).plusSeconds(1)));
    }

    @Test
    void ofManyGuessesAtOnceNoMoreCountThanOneAfterTheOther() {
        byte[] key = strangersKey(UUID.randomUUID().toString());
        Instant at = time.now();
        List<Integer> counted = Crowd.atOnce(32, i -> () -> fail(key, at));
        assertEquals(
                List.of(1, 2, 3, 4, 5),
                counted.stream().filter(n -> n > 0).sorted().toList());
    }

    @Test
    void duringTheWaitARightPasswordIsNotLookedAtAndNobodyLearnsWhoIsKnown() {
        Accounts.Account account = accounts.customer();
        String nobody = UUID.randomUUID() + "@shop.example";
        block(strangersKey(account.email()), Duration.ofMinutes(10));
        block(strangersKey(nobody), Duration.ofMinutes(10));
        Object first = null;
        for (String email : List.of(account.email(), nobody)) {
            ValidatableResponse answer = login(email, Accounts.PASSWORD)
                    .statusCode(429)
                    .header("Retry-After", Integer::valueOf, greaterThan(590))
                    .header("Retry-After", Integer::valueOf, lessThanOrEqualTo(600))
                    .body("error.code", equalTo("RATE_LIMITED"));
            Object message = answer.extract().path("error.message");
            assertEquals(first == null ? message : first, message);
            first = message;
        }
        assertEquals(1, books.count("SELECT count(*) FROM session WHERE user_id = ?", account.id()));

        block(strangersKey(account.email()), Duration.ZERO);
        login(account.email(), Accounts.PASSWORD).statusCode(200);
        assertEquals(
                0, books.count("SELECT count(*) FROM sign_in_throttle WHERE key = ?", strangersKey(account.email())));
    }

    @Test
    void theFormForProgramsWaitsToo() {
        String email = UUID.randomUUID() + "@shop.example";
        block(strangersKey(email), Duration.ofMinutes(10));
        given().header("Content-Type", "application/x-www-form-urlencoded")
                .body("grant_type=password&password=whatever&username=" + email)
                .post("/api/v1/auth/token")
                .then()
                .statusCode(429)
                .header("Retry-After", Integer::valueOf, greaterThan(590))
                .body("error", equalTo("temporarily_unavailable"));
    }

    @Test
    void failuresAreCountedAndASuccessForgetsThem() {
        Accounts.Account account = accounts.customer();
        String nobody = UUID.randomUUID() + "@shop.example";
        for (String email : List.of(account.email(), nobody)) {
            login(email, "wrong").statusCode(401);
            login(email, "wrong again").statusCode(401);
            assertEquals(2, books.count("SELECT failures FROM sign_in_throttle WHERE key = ?", strangersKey(email)));
        }
        assertEquals(
                2,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'user.sign_in_refused' AND resource_id = ?",
                        account.id().toString()));
        login(account.email(), Accounts.PASSWORD).statusCode(200);
        assertEquals(
                0, books.count("SELECT count(*) FROM sign_in_throttle WHERE key = ?", strangersKey(account.email())));
    }

    @Test
    void whereTheOwnerIsKnownStrangersCannotMakeItWait() {
        Accounts.Account account = accounts.customer();
        signIns.login(from(HOME), account.email(), Accounts.PASSWORD);
        block(strangersKey(account.email()), Duration.ofMinutes(10));

        assertEquals(
                account.id(),
                signIns.login(from(HOME), account.email(), Accounts.PASSWORD)
                        .user()
                        .id());
        assertEquals(
                ErrorCode.RATE_LIMITED,
                assertThrows(
                                DomainError.class,
                                () -> signIns.login(from(ELSEWHERE), account.email(), Accounts.PASSWORD))
                        .code());
        assertEquals(
                1, books.count("SELECT count(*) FROM sign_in_throttle WHERE key = ?", strangersKey(account.email())));

        block(throttle.key(account.email(), from(HOME), true), Duration.ofMinutes(10));
        assertThrows(DomainError.class, () -> signIns.login(from(HOME), account.email(), Accounts.PASSWORD));
    }

    /** The password was right, but while it was compared others made the address wait. */
    @Test
    void aSessionIsNotOpenedOnceTheWaitHasBegun() {
        Accounts.Account account = accounts.customer();
        byte[] key = strangersKey(account.email());
        block(key, Duration.ofMinutes(10));
        Instant now = time.now();
        SessionId session = new SessionId(UUID.randomUUID());
        Boolean opened = database.transaction(
                tx -> new SessionDao().insert(tx, session, account.id(), 1, key, now, now.plusSeconds(60)));
        assertEquals(false, opened);
        assertEquals(0, books.count("SELECT count(*) FROM session WHERE id = ?", session));
    }

    @Test
    void whatIsOldIsForgottenAndWhatIsNotStays() {
        Accounts.Account account = accounts.customer();
        byte[] old = strangersKey(UUID.randomUUID().toString());
        byte[] recent = strangersKey(UUID.randomUUID().toString());
        fail(old, time.now().minus(Duration.ofDays(3)));
        fail(recent, time.now());
        database.transaction(tx -> dao.removeThrottles(tx, time.now().minus(Duration.ofDays(2)), 1_000));
        assertEquals(0, books.count("SELECT count(*) FROM sign_in_throttle WHERE key = ?", old));
        assertEquals(1, books.count("SELECT count(*) FROM sign_in_throttle WHERE key = ?", recent));
        assertNull(database.read(handle -> dao.blockedUntil(handle, recent, time.now())));
        assertEquals(1, books.count("SELECT count(*) FROM known_network WHERE user_id = ?", account.id()));
        database.transaction(tx -> dao.removeNetworks(tx, time.now().minus(Duration.ofDays(180)), 1_000));
        assertEquals(1, books.count("SELECT count(*) FROM known_network WHERE user_id = ?", account.id()));
    }
}
