package aisle.accounts.profile;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How users would like to pay: tokens of providers, and never card numbers. */
@AisleTest
class PaymentMethodsHttpTest {
    private static final String PATH = "/api/v1/me/payment-methods";
    private static final String DEFAULTS = "SELECT count(*) FROM saved_payment_method WHERE user_id = ? AND is_default";
    private static final String KEPT = "SELECT count(*) FROM saved_payment_method WHERE user_id = ?";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private static Map<String, Object> method(String token) {
        Map<String, Object> method = new HashMap<>();
        method.put("provider", "STRIPE");
        method.put("token", token);
        method.put("brand", "visa");
        method.put("last4", "4242");
        method.put("exp_month", 11);
        method.put("exp_year", 2028);
        return method;
    }

    private static String newToken() {
        return "pm_" + UUID.randomUUID().toString().replace('-', 'x');
    }

    private static ValidatableResponse add(Account user, Map<String, Object> method) {
        return user.request().body(method).post(PATH).then();
    }

    private static String added(Account user) {
        return add(user, method(newToken())).statusCode(201).extract().path("data.id");
    }

    private static ValidatableResponse list(Account user) {
        return user.request().get(PATH).then().statusCode(200);
    }

    private static void assertDefault(Account user, String id) {
        list(user).body("data.findAll { it.is_default }.id", contains(id));
    }

    @Test
    void theFirstIsTheDefaultUntilAnotherIsMadeIt() {
        Account user = accounts.staff(Role.EMPLOYEE);
        list(user).body("data", empty());
        String first = add(user, method(newToken()))
                .statusCode(201)
                .body("data.provider", equalTo("STRIPE"))
                .body("data.brand", equalTo("visa"))
                .body("data.last4", equalTo("4242"))
                .body("data.exp_month", equalTo(11))
                .body("data.exp_year", equalTo(2028))
                .body("data.is_default", equalTo(true))
                .body("data.token", nullValue())
                .extract()
                .path("data.id");
        String second = added(user);
        assertDefault(user, first);
        user.request()
                .patch(PATH + "/" + second + "/default")
                .then()
                .statusCode(200)
                .body("data.is_default", equalTo(true));
        assertDefault(user, second);
        Map<String, Object> third = method(newToken());
        third.put("is_default", true);
        String newest = add(user, third).statusCode(201).extract().path("data.id");
        assertDefault(user, newest);
        list(user).body("data.id", contains(newest, second, first));

        user.request().delete(PATH + "/" + newest).then().statusCode(204);
        assertDefault(user, second);
        user.request().delete(PATH + "/" + second).then().statusCode(204);
        user.request().delete(PATH + "/" + first).then().statusCode(204);
        user.request()
                .delete(PATH + "/" + first)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PAYMENT_METHOD_NOT_FOUND"));
        list(user).body("data", empty());
    }

    @Test
    void aTokenThatIsKeptIsAnsweredAsItIsKept() {
        Account user = accounts.customer();
        String other = added(user);
        Map<String, Object> method = method(newToken());
        String id = add(user, method).statusCode(201).extract().path("data.id");
        method.put("brand", "other");
        add(user, method)
                .statusCode(200)
                .body("data.id", equalTo(id))
                .body("data.brand", equalTo("visa"))
                .body("data.is_default", equalTo(false));
        assertDefault(user, other);
        method.put("is_default", true);
        add(user, method).statusCode(200).body("data.id", equalTo(id)).body("data.is_default", equalTo(true));
        assertDefault(user, id);
        assertEquals(2, books.count(KEPT, user.id()));

        // The same token of another provider, or of somebody else, is another method.
        method.put("provider", "SANDBOX");
        add(user, method).statusCode(201);
        add(accounts.customer(), method).statusCode(201);
    }

    @Test
    void nobodyReachesWhatSomebodyElseKeeps() {
        Account owner = accounts.customer();
        String id = added(owner);
        for (Account other : List.of(accounts.customer(), accounts.admin())) {
            other.request()
                    .patch(PATH + "/" + id + "/default")
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("PAYMENT_METHOD_NOT_FOUND"));
            other.request().delete(PATH + "/" + id).then().statusCode(404);
            list(other).body("data", empty());
        }
        assertDefault(owner, id);
    }

    @Test
    void aTokenIsKeptSealedAndToldToNobody() {
        Account user = accounts.customer();
        String token = newToken();
        String id = add(user, method(token)).statusCode(201).extract().path("data.id");
        for (String hidden : List.of(token, "visa", "4242")) {
            assertEquals(
                    0,
                    books.count(
                            "SELECT count(*) FROM saved_payment_method m WHERE id = ?::uuid"
                                    + " AND m::text LIKE '%' || encode(?::bytea, 'hex') || '%'",
                            id, hidden));
        }
        String export = user.request()
                .get("/api/v1/me/export")
                .then()
                .statusCode(200)
                .body("data.payment_methods", hasSize(1))
                .body("data.payment_methods[0].last4", equalTo("4242"))
                .extract()
                .asString();
        assertFalse(export.contains(token) || list(user).extract().asString().contains(token));
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM audit_entry a WHERE actor_id = ? AND a::text LIKE '%' || ? || '%'",
                        user.id(), token));

        user.request().delete("/api/v1/me").then().statusCode(204);
        assertEquals(0, books.count(KEPT, user.id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'provider': 'STRIPE', 'token': '4111111111111111'}",
                "{'provider': 'STRIPE', 'token': 4111111111111111}",
                "{'provider': 'STRIPE', 'token': 'tok_1', 'brand': '5555 5555 5555 4444'}",
                "{'provider': 'STRIPE', 'token': 'tok_1', 'number': '3782-822463-10005'}",
                "{'provider': 'STRIPE', 'card': {'numbers': ['x', 'no. 6011111111111117.']}}",
                "{'4111111111111111': true}",
                "['4111111111111111']",
                "{'token': 4111111111111111,"
            })
    void whatLooksLikeACardNumberIsRefusedWhereverItStands(String body) {
        Account user = accounts.customer();
        String answer = user.request()
                .body(body.replace('\'', '"'))
                .post(PATH)
                .then()
                .statusCode(422)
                .body("error.code", equalTo("CARD_NUMBER_REFUSED"))
                .body("error.details.fields", hasSize(1))
                .extract()
                .asString();
        assertFalse(
                answer.replaceAll("[ -]", "").matches("(?s).*(4111111111|5555555555|3782822463|6011111111).*"), answer);
        list(user).body("data", empty());
    }

    @Test
    void wrongMembersAreNamed() {
        Account user = accounts.customer();
        Map<String, Object> wrong = method("with space");
        wrong.put("last4", "42424");
        wrong.put("exp_month", 13);
        wrong.put("exp_year", 28);
        add(user, wrong)
                .statusCode(400)
                .body("error.details.fields.field", containsInAnyOrder("token", "last4", "exp_month", "exp_year"));
        add(user, Map.of("token", "t")).statusCode(400).body("error.details.fields.field", contains("provider"));
        Map<String, Object> unknown = method("tok_1");
        unknown.put("user_id", UUID.randomUUID().toString());
        add(user, unknown).statusCode(400).body("error.details.fields.field", contains("user_id"));
        user.request().body("[]").post(PATH).then().statusCode(400);
        assertEquals(0, books.count(KEPT, user.id()));
    }

    @Test
    void howeverManyChangeAtOnceOneIsTheDefaultAndATokenIsKeptOnce() {
        Account user = accounts.customer();
        String token = newToken();
        List<Integer> statuses =
                Crowd.atOnce(8, i -> () -> add(user, method(token)).extract().statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(7, statuses.stream().filter(status -> status == 200).count());
        assertEquals(1, books.count(KEPT, user.id()));

        List<Integer> more = Crowd.atOnce(
                24, i -> () -> add(user, method(newToken())).extract().statusCode());
        assertEquals(
                PaymentMethods.MOST - 1,
                more.stream().filter(status -> status == 201).count());
        assertEquals(5, more.stream().filter(status -> status == 422).count());
        assertEquals(PaymentMethods.MOST, books.count(KEPT, user.id()));
        add(user, method(newToken())).statusCode(422).body("error.code", equalTo("TOO_MANY_PAYMENT_METHODS"));
        add(user, method(token)).statusCode(200);

        List<String> ids = list(user).extract().path("data.id");
        Crowd.atOnce(
                ids.size(),
                i -> () -> i % 2 == 0
                        ? user.request().delete(PATH + "/" + ids.get(i)).statusCode()
                        : user.request()
                                .patch(PATH + "/" + ids.get(i) + "/default")
                                .statusCode());
        assertEquals(1, books.count(DEFAULTS, user.id()));
        assertEquals(10, books.count(KEPT, user.id()));
    }
}
