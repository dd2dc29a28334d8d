package aisle.accounts;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.CustomerId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The same thing many times at once. */
@AisleTest
class AccountsRaceTest {
    private static final int AT_ONCE = 16;

    @Inject
    Accounts accounts;

    @Inject
    Database database;

    @Inject
    Sealing sealing;

    @Inject
    Customers customers;

    private static <T> List<T> atOnce(Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(Collections.nCopies(AT_ONCE, work))) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static Response post(String path, Map<String, String> body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/v1/auth/" + path);
    }

    private long count(String query, Object value) {
        return database.read(handle ->
                handle.createQuery(query).bind("value", value).mapTo(Long.class).one());
    }

    @Test
    void anAddressIsRegisteredOnce() throws Exception {
        String email = "race-" + UUID.randomUUID() + "@shop.example";
        Map<String, String> body = Map.of("email", email, "password", Accounts.PASSWORD, "full_name", "Ann");

        List<Response> answers = atOnce(() -> post("register", body));

        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 201).count());
        assertEquals(
                AT_ONCE - 1,
                answers.stream()
                        .filter(answer -> answer.statusCode() == 409 && "EMAIL_TAKEN".equals(answer.path("error.code")))
                        .count());
        byte[] hash = sealing.lookupHash(email);
        assertEquals(1, count("SELECT count(*) FROM app_user WHERE email_hmac = :value", hash));
        assertEquals(
                1,
                count(
                        "SELECT count(*) FROM customer c JOIN app_user u ON u.id = c.user_id WHERE u.email_hmac = :value",
                        hash));
        assertEquals(
                1,
                count(
                        "SELECT count(*) FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.email_hmac = :value",
                        hash));
    }

    @Test
    void aUserBecomesOneCustomer() throws Exception {
        Accounts.Account employee = accounts.staff(Role.EMPLOYEE);
        Set<CustomerId> made =
                new HashSet<>(atOnce(() -> database.transaction(tx -> customers.ofUser(tx, employee.id()))));
        CustomerId again = database.transaction(tx -> customers.ofUser(tx, employee.id()));
        assertEquals(Set.of(again), made);
        assertEquals(1, count("SELECT count(*) FROM customer WHERE user_id = :value", employee.id()));
    }

    private static Response refresh(String token) {
        return post("refresh", Map.of("refresh_token", token));
    }

    private long refreshTokens(Accounts.Account account) {
        return count(
                "SELECT count(*) FROM refresh_token r JOIN session s ON s.id = r.session_id WHERE s.user_id = :value",
                account.id());
    }

    private long endedSessions(Accounts.Account account) {
        return count("SELECT count(*) FROM session WHERE user_id = :value AND revoked_at IS NOT NULL", account.id());
    }

    @Test
    void allWhoExchangeATokenAtOnceGetTheSamePair() {
        Accounts.Account account = accounts.customer();
        List<Response> answers = Crowd.atOnce(32, i -> () -> refresh(account.refreshToken()));

        Set<Object> pairs = new HashSet<>();
        for (Response answer : answers) {
            assertEquals(200, answer.statusCode(), answer::asString);
            pairs.add(List.of(answer.path("data.access_token"), answer.path("data.refresh_token")));
        }
        assertEquals(1, pairs.size());
        assertEquals(2, refreshTokens(account));
        assertEquals(0, endedSessions(account));
    }

    @Test
    void ofTwoGenerationsUsedAtOnceTheElderEndsTheFamilyOnlyWhenItComesSecond() {
        Accounts.Account account = accounts.customer();
        String second = refresh(account.refreshToken()).path("data.refresh_token");
        List<Response> answers = Crowd.atOnce(2, i -> () -> refresh(i == 0 ? account.refreshToken() : second));

        Response elder = answers.getFirst();
        Response younger = answers.getLast();
        if (elder.statusCode() == 200) {
            assertEquals(second, elder.path("data.refresh_token"));
            assertEquals(200, younger.statusCode());
            assertEquals(0, endedSessions(account));
        } else {
            assertEquals("TOKEN_REUSED", elder.path("error.code"));
            assertEquals(1, endedSessions(account));
        }
        refresh(account.refreshToken()).then().statusCode(401);
        assertEquals(1, endedSessions(account));
        assertEquals(3, refreshTokens(account));
    }

    @Test
    void membershipsThatAreSetAtOnceAreThoseOfOneRequest() throws Exception {
        Accounts.Account admin = accounts.admin();
        Accounts.Account employee = accounts.staff(Role.EMPLOYEE);
        List<StoreId> stores = List.of(accounts.store().id(), accounts.store().id());
        List<Integer> statuses = atOnce(() -> admin.request()
                .body(Map.of(
                        "store_ids",
                        List.of(stores.get((int) (Thread.currentThread().threadId() % 2))
                                .toString())))
                .put("/api/v1/users/" + employee.id() + "/stores")
                .statusCode());
        assertEquals(Set.of(200), Set.copyOf(statuses));
        assertEquals(1, count("SELECT count(*) FROM store_membership WHERE user_id = :value", employee.id()));
    }
}
