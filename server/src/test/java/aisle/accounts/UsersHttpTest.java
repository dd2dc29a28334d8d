package aisle.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import aisle.kernel.Role;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ADMIN does with users, and what a user may see of itself. */
@AisleTest
class UsersHttpTest {
    private static final String USERS = "/api/v1/users";

    @Inject
    Accounts accounts;

    private Accounts.Account admin;

    @BeforeEach
    void signIn() {
        admin = accounts.admin();
    }

    private static Map<String, Object> newUser(String email, Role role) {
        return Map.of("email", email, "password", Accounts.PASSWORD, "full_name", "Max Muster", "role", role);
    }

    private static String newEmail() {
        return "max-" + UUID.randomUUID() + "@shop.example";
    }

    private ValidatableResponse putStores(Object user, List<?> stores) {
        return admin.request()
                .body(Map.of("store_ids", stores.stream().map(Object::toString).toList()))
                .put(USERS + "/" + user + "/stores")
                .then();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void adminCreatesUsersOfEveryRole(Role role) {
        String email = newEmail();
        ValidatableResponse answer =
                admin.request().body(newUser(email, role)).post(USERS).then();
        String id = answer.extract().path("data.id");
        answer.statusCode(201)
                .header("Location", endsWith(USERS + "/" + id))
                .body("data.email", equalTo(email))
                .body("data.role", equalTo(role.name()))
                .body("data.phone", nullValue())
                .body("data.stores", empty());
        admin.request()
                .get(USERS + "/" + id)
                .then()
                .statusCode(200)
                .body("data", equalTo(answer.extract().path("data")));
        given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", Accounts.PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .body("data.user.role", equalTo(role.name()));
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        admin.request()
                .body(Map.of("email", "x@y", "password", "short"))
                .post(USERS)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", containsInAnyOrder("email", "password", "full_name", "role"));
    }

    @Test
    void anAddressIsTakenInAnyCase() {
        Accounts.Account someone = accounts.customer();
        admin.request()
                .body(newUser(someone.email().toUpperCase(java.util.Locale.ROOT), Role.EMPLOYEE))
                .post(USERS)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("EMAIL_TAKEN"));
    }

    @Test
    void aRepeatedRequestCreatesOneUser() {
        Map<String, Object> body = newUser(newEmail(), Role.MANAGER);
        String key = UUID.randomUUID().toString();
        String first = admin.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(USERS)
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        admin.request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(USERS)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("data.id", equalTo(first));
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void onlyAdminWorksWithUsers(Role role) {
        Accounts.Account account = accounts.staff(role);
        account.request()
                .body(newUser(newEmail(), Role.ADMIN))
                .post(USERS)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("FORBIDDEN"))
                .body("error.status_code", equalTo(403))
                .body("error.details", equalTo(Map.of()));
        account.request().get(USERS).then().statusCode(403).body("error.code", equalTo("FORBIDDEN"));
        account.request()
                .body(Map.of("store_ids", List.of()))
                .put(USERS + "/" + account.id() + "/stores")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("FORBIDDEN"));
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void aUserSeesItselfOnly(Role role) {
        Accounts.Account account = accounts.staff(role);
        account.request()
                .get(USERS + "/" + account.id())
                .then()
                .statusCode(200)
                .body("data.email", equalTo(account.email()));
        for (Object other : List.of(admin.id(), UUID.randomUUID(), "nonsense")) {
            account.request()
                    .get(USERS + "/" + other)
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("USER_NOT_FOUND"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {USERS, USERS + "/00000000-0000-0000-0000-000000000000", "/api/v1/auth/me"})
    void withoutASignInNothingIsShown(String path) {
        given().header("X-Request-ID", "asked-without-a-sign-in")
                .get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("error.code", equalTo("UNAUTHENTICATED"))
                .body("error.status_code", equalTo(401))
                .body("error.details", equalTo(Map.of()))
                .body("error.request_id", equalTo("asked-without-a-sign-in"));
    }

    @Test
    void usersAreListedNewestFirstAndFiltered() {
        Accounts.Account older = accounts.staff(Role.MANAGER);
        Accounts.Account newer = accounts.staff(Role.MANAGER);
        accounts.customer();
        admin.request()
                .get(USERS + "?role=MANAGER&active=true&limit=2")
                .then()
                .statusCode(200)
                .body("data.id", contains(newer.id().toString(), older.id().toString()))
                .body("meta.total", greaterThanOrEqualTo(2))
                .body("meta.limit", equalTo(2));
        admin.request()
                .get(USERS + "?role=MANAGER&limit=1&offset=1")
                .then()
                .body("data.id", contains(older.id().toString()));
        admin.request()
                .get(USERS + "?role=MANAGER&active=false")
                .then()
                .statusCode(200)
                .body("data.active", everyItem(equalTo(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"role=BOSS", "active=maybe", "limit=many", "limit=0", "offset=10001"})
    void aFilterThatMakesNoSenseIsNamed(String query) {
        admin.request()
                .get(USERS + "?" + query)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields.field", hasItem(query.substring(0, query.indexOf('='))));
    }

    @Test
    void membershipsAreReplacedAndCountAtOnce() {
        Store first = accounts.store();
        Store second = accounts.store();
        Accounts.Account manager = accounts.staff(Role.MANAGER, first.id());
        manager.request()
                .get("/api/v1/auth/me")
                .then()
                .body("data.stores.id", contains(first.id().toString()));

        putStores(manager.id(), List.of(second.id(), second.id()))
                .statusCode(200)
                .body("data.stores", hasSize(1))
                .body("data.stores[0].id", equalTo(second.id().toString()))
                .body("data.stores[0].name", equalTo(second.name()));
        manager.request()
                .get("/api/v1/auth/me")
                .then()
                .body("data.stores.id", contains(second.id().toString()));

        putStores(manager.id(), List.of()).statusCode(200).body("data.stores", empty());
    }

    @Test
    void unknownStoresAreNamedAndNothingChanges() {
        Store store = accounts.store();
        Accounts.Account manager = accounts.staff(Role.MANAGER, store.id());
        putStores(manager.id(), List.of(accounts.store().id(), UUID.randomUUID(), UUID.randomUUID()))
                .statusCode(400)
                .body("error.details.fields.field", contains("store_ids[1]", "store_ids[2]"));
        manager.request()
                .get("/api/v1/auth/me")
                .then()
                .body("data.stores.id", contains(store.id().toString()));
    }

    @Test
    void membershipsOfNobodyAreRefused() {
        putStores(UUID.randomUUID(), List.of()).statusCode(404).body("error.code", equalTo("USER_NOT_FOUND"));
        admin.request()
                .body(Map.of())
                .put(USERS + "/" + admin.id() + "/stores")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("store_ids"));
    }
}
