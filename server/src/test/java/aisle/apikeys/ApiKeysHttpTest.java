package aisle.apikeys;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ApiKeyId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.security.ApiKeySecret;
import aisle.platform.time.Secrets;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Keys;
import aisle.testing.Keys.Key;
import aisle.testing.Shop;
import aisle.testing.sql.StatementWatch;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys by which machines call: made, used, changed and revoked. */
@AisleTest
class ApiKeysHttpTest {
    private static final String KEYS = "/api/v1/admin/api-keys";

    @Inject
    Accounts accounts;

    @Inject
    Shop shops;

    @Inject
    Books books;

    @Inject
    Secrets secrets;

    @Inject
    LastUses uses;

    @Inject
    StatementWatch watch;

    private Account admin;

    @BeforeEach
    void signIn() {
        admin = accounts.admin();
    }

    private Key key(List<String> scopes, StoreId... stores) {
        Map<String, Object> details = new HashMap<>(Map.of("name", "Test", "scopes", scopes));
        if (stores.length > 0) {
            details.put("store_ids", Stream.of(stores).map(StoreId::toString).toList());
        }
        return Keys.make(admin, details);
    }

    private ValidatableResponse get(String path, String secret) {
        return given().auth().oauth2(secret).get(path).then();
    }

    private long audited(Key key, String action) {
        return books.count(
                "SELECT count(*) FROM audit_entry WHERE resource_id = ? AND action = ?", key.id(), "api_key." + action);
    }

    @Test
    void aKeyIsToldOnceAndKeptAsAHash() {
        String idempotencyKey = UUID.randomUUID().toString();
        List<Response> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(admin.request()
                    .header("Idempotency-Key", idempotencyKey)
                    .body(Map.of("name", " Till 7 ", "scopes", List.of("products:read", "listOrders", "listOrders")))
                    .post(KEYS));
        }
        String secret = answers.getFirst()
                .then()
                .statusCode(201)
                .body("data.api_key.name", equalTo("Till 7"))
                .body("data.api_key.scopes", contains("listOrders", "products:read"))
                .body("data.api_key.store_ids", nullValue())
                .body("data.api_key.active", equalTo(true))
                .body("data.api_key.created_by", equalTo(admin.id().toString()))
                .extract()
                .path("data.secret");
        String id = answers.getFirst().path("data.api_key.id");
        answers.getLast()
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("data.secret", nullValue())
                .body("data.api_key.id", equalTo(id));
        assertTrue(secret.startsWith(answers.getFirst().path("data.api_key.start")));
        Duration life = Duration.between(
                Instant.parse(answers.getFirst().path("data.api_key.created_at")),
                Instant.parse(answers.getFirst().path("data.api_key.expires_at")));
        assertEquals(365, life.toDays());

        String ofSecret = secret.substring(secret.length() - 30);
        for (String path : List.of(KEYS, KEYS + "/" + id)) {
            String text =
                    admin.request().get(path).then().statusCode(200).extract().asString();
            assertTrue(text.contains(id));
            assertFalse(text.contains(ofSecret) || text.contains("hash"));
        }
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM api_key WHERE id = ?::uuid AND secret_hash = sha256(?::bytea)",
                        id,
                        secret));
        assertEquals(0, books.count("SELECT count(*) FROM api_key k WHERE k::text LIKE '%' || ? || '%'", ofSecret));
        assertEquals(1, audited(new Key(id, secret), "created"));
        get("/api/v1/products", secret).statusCode(200);
    }

    @Test
    void aKeyDoesWhatItsScopesNameAndNothingElse() {
        Shop.Opened here = shops.open();
        ProductId bread = here.product("2.00", 10);
        Key key = key(List.of("inventory:read", "changeStock"), here.id());

        key.request()
                .body(Map.of("delta", 5, "reason", "RECEIPT"))
                .patch("/api/v1/inventory/" + here.id() + "/" + bread)
                .then()
                .statusCode(200);
        books.assertStock(here.id(), bread, "15", "0");
        get("/api/v1/inventory/movements?store_id=" + here.id(), key.secret())
                .statusCode(200)
                .body("data[0].actor_id", equalTo(key.id()));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE actor_id = ?::uuid AND actor_role = 'API_KEY'"
                                + " AND action = 'stock.adjusted'",
                        key.id()));

        key.request()
                .body(Map.of("name", "Milk", "price", 1))
                .post("/api/v1/products")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("FORBIDDEN"))
                .body("error.details.scopes", contains("createProduct", "products:write"));
        get("/api/v1/orders", key.secret()).statusCode(403);
        get("/api/v1/me", key.secret())
                .statusCode(403)
                .body("error.message", equalTo("Only people do this; an API key cannot."));
        get(KEYS, key.secret()).statusCode(403);
        get("/api/v1/stores", key.secret()).statusCode(200);
    }

    @Test
    void aKeyActsInItsStoresOnlyAndWithoutStoresInAll() {
        Shop.Opened here = shops.open();
        Shop.Opened there = shops.open();
        ProductId bread = here.product("2.00", 10);
        ProductId soap = there.product("3.00", 10);
        String ordered = accounts.customer()
                .request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(there.pickup(soap, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        Key bound = key(List.of("inventory:read", "inventory:write", "orders:read"), here.id());
        Key free = key(List.of("inventory:read", "inventory:write", "orders:read"));

        String elsewhere = "/api/v1/inventory/" + there.id() + "/" + soap;
        bound.request()
                .body(Map.of("delta", 5, "reason", "RECEIPT"))
                .patch(elsewhere)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
        books.assertStock(there.id(), soap, "10", "1");
        free.request()
                .body(Map.of("delta", 5, "reason", "RECEIPT"))
                .patch(elsewhere)
                .then()
                .statusCode(200);
        books.assertStock(there.id(), soap, "15", "1");

        get("/api/v1/inventory?product_id=" + soap, bound.secret()).body("data.size()", equalTo(0));
        get("/api/v1/inventory?product_id=" + bread, bound.secret()).body("data.size()", equalTo(1));
        get("/api/v1/inventory?product_id=" + soap, free.secret()).body("data.size()", equalTo(1));
        get("/api/v1/orders/" + ordered, bound.secret()).statusCode(404);
        get("/api/v1/orders?store_id=" + there.id(), bound.secret()).body("data.size()", equalTo(0));
        get("/api/v1/orders/" + ordered, free.secret()).statusCode(200);
        get("/api/v1/orders?store_id=" + there.id(), free.secret()).body("data.id", contains(ordered));

        // Stores themselves are the chain's: not even its own may be changed by a key that is bound to some.
        Key opener = key(List.of("stores:write"), here.id());
        for (StoreId store : List.of(here.id(), there.id())) {
            opener.request()
                    .body(Map.of("name", "Renamed " + UUID.randomUUID()))
                    .patch("/api/v1/stores/" + store)
                    .then()
                    .statusCode(403)
                    .body("error.code", equalTo("FORBIDDEN"));
        }

        // Bound to the other store from now on, it does at once what it may.
        admin.request()
                .body(Map.of("store_ids", List.of(there.id().toString())))
                .patch(KEYS + "/" + bound.id())
                .then()
                .statusCode(200);
        get("/api/v1/orders/" + ordered, bound.secret()).statusCode(200);
        get("/api/v1/inventory?product_id=" + bread, bound.secret()).body("data.size()", equalTo(0));
    }

    @Test
    void whatCannotBeIsNamedAllAtOnce() {
        List<String> scopes = List.of(
                "createApiKey",
                "admin-api-keys:read",
                "listUsers",
                "users:write",
                "login",
                "getMe",
                "confirmCheckout",
                "nothing",
                "products:delete",
                "listProducts");
        admin.request()
                .body(Map.of(
                        "name",
                        "Bad",
                        "scopes",
                        scopes,
                        "store_ids",
                        List.of(UUID.randomUUID()),
                        "expires_at",
                        Instant.now().plus(Duration.ofDays(366)).toString()))
                .post(KEYS)
                .then()
                .statusCode(400)
                .body(
                        "error.details.fields.findAll { it.code == 'people_only' }.field",
                        contains(
                                "scopes[0]",
                                "scopes[1]",
                                "scopes[2]",
                                "scopes[3]",
                                "scopes[4]",
                                "scopes[5]",
                                "scopes[6]"))
                .body(
                        "error.details.fields.findAll { it.code == 'unknown' }.field",
                        contains("scopes[7]", "scopes[8]", "store_ids[0]"))
                .body("error.details.fields.findAll { it.code == 'too_late' }.field", contains("expires_at"));
        for (Map<String, ?> bad : List.of(
                Map.of("name", "Bad", "scopes", List.of()),
                Map.of("name", "Bad", "scopes", List.of("listOrders"), "store_ids", List.of()),
                Map.of("name", "Bad", "scopes", List.of("listOrders"), "requests_per_minute", 0),
                Map.of("name", "Bad", "scopes", List.of("listOrders"), "role", "ADMIN"),
                Map.of(
                        "name",
                        "Bad",
                        "scopes",
                        List.of("listOrders"),
                        "expires_at",
                        Instant.now().toString()))) {
            admin.request().body(bad).post(KEYS).then().statusCode(400);
        }
        assertEquals(0, books.count("SELECT count(*) FROM api_key WHERE name = 'Bad'"));
    }

    @Test
    void aRevokedKeyEndsAtOnceAndForGood() {
        Key key = key(List.of("listProducts"));
        get("/api/v1/products", key.secret()).statusCode(200);
        String etag = admin.request().get(KEYS + "/" + key.id()).header("ETag");
        admin.request()
                .body(Map.of("name", "Renamed"))
                .patch(KEYS + "/" + key.id())
                .then()
                .statusCode(200)
                .body("data.version", equalTo(2));
        admin.request()
                .header("If-Match", etag)
                .delete(KEYS + "/" + key.id())
                .then()
                .statusCode(412);
        get("/api/v1/products", key.secret()).statusCode(200);

        for (int i = 0; i < 2; i++) {
            admin.request().delete(KEYS + "/" + key.id()).then().statusCode(204);
            get("/api/v1/products", key.secret()).statusCode(401).body("error.code", equalTo("TOKEN_REVOKED"));
        }
        assertEquals(1, audited(key, "revoked"));
        admin.request()
                .body(Map.of("name", "Again"))
                .patch(KEYS + "/" + key.id())
                .then()
                .statusCode(409)
                .body("error.code", equalTo("API_KEY_REVOKED"));
        admin.request().get(KEYS + "?active=false&limit=100").then().body("data.id", hasItem(key.id()));
        admin.request().get(KEYS + "?active=true&limit=100").then().body("data.id", not(hasItem(key.id())));
        admin.request()
                .get(KEYS + "/" + key.id())
                .then()
                .statusCode(200)
                .body("data.revoked_at", notNullValue())
                .body("data.active", equalTo(false));
        admin.request()
                .delete(KEYS + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("error.code", equalTo("API_KEY_NOT_FOUND"));
    }

    @Test
    void anExpiredKeyWorksAgainWithMoreTime() {
        Key key = key(List.of("listProducts"));
        books.change(
                "UPDATE api_key SET expires_at = ? WHERE id = ?::uuid",
                Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS),
                key.id());
        get("/api/v1/products", key.secret()).statusCode(401).body("error.code", equalTo("TOKEN_EXPIRED"));
        // What is not about its time leaves it as it is.
        admin.request()
                .body(Map.of("name", "Old"))
                .patch(KEYS + "/" + key.id())
                .then()
                .statusCode(200)
                .body("data.active", equalTo(false));
        get("/api/v1/products", key.secret()).statusCode(401);
        Map<String, Object> longest = new HashMap<>();
        longest.put("expires_at", null);
        admin.request()
                .body(longest)
                .patch(KEYS + "/" + key.id())
                .then()
                .statusCode(200)
                .body("data.active", equalTo(true));
        get("/api/v1/products", key.secret()).statusCode(200);
        assertEquals(2, audited(key, "changed"));
    }

    @Test
    void anythingElseThatLooksLikeAKeyIsNotValid() {
        Key key = key(List.of("listProducts"));
        ApiKeyId id = new ApiKeyId(UUID.fromString(key.id()));
        byte[] random = secrets.bytes(ApiKeySecret.SECRET_BYTES);
        for (String bad : List.of(
                ApiKeySecret.of(id, random).text(),
                ApiKeySecret.of(new ApiKeyId(UUID.randomUUID()), random).text(),
                key.secret().substring(0, key.secret().length() - 1),
                key.secret() + "0",
                "aisle_")) {
            get("/api/v1/products", bad)
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .body("error.code", equalTo("TOKEN_INVALID"));
        }
        get("/api/v1/products", key.secret()).statusCode(200);
    }

    @Test
    void itsLastUseIsNotedBesideItsRequests() {
        Key key = key(List.of("listProducts"));
        admin.request().get(KEYS + "/" + key.id()).then().body("data.last_used_at", nullValue());
        get("/api/v1/products", key.secret()).statusCode(200);
        uses.write();
        String first = lastUse(key);
        assertTrue(Duration.between(Instant.parse(first), Instant.now()).toMinutes() < 5);
        get("/api/v1/products", key.secret()).statusCode(200);
        uses.write();
        assertEquals(first, lastUse(key));
    }

    private String lastUse(Key key) {
        return admin.request()
                .get(KEYS + "/" + key.id())
                .then()
                .body("data.last_used_at", notNullValue())
                .body("data.version", equalTo(1))
                .extract()
                .path("data.last_used_at");
    }

    @Test
    void aKeyCostsAsMuchAsASignIn() {
        Key key = key(List.of("getStore", "listProducts"));
        assertEquals(
                statements("/api/v1/products", accounts.signInAgain(admin).token()),
                statements("/api/v1/products", key.secret()));
    }

    private int statements(String path, String token) {
        String id = "cost-" + UUID.randomUUID();
        watch.follow(id);
        given().auth().oauth2(token).header("X-Request-ID", id).get(path).then().statusCode(200);
        return watch.executed(id).size();
    }

    @Test
    void whoeverAsksAfterTheRevocationIsRefused() {
        Key key = key(List.of("listProducts"));
        AtomicBoolean revoked = new AtomicBoolean();
        List<List<Integer>> late = Crowd.atOnce(8, i -> () -> {
            List<Integer> statuses = new ArrayList<>();
            if (i == 0) {
                admin.request().delete(KEYS + "/" + key.id()).then().statusCode(204);
                revoked.set(true);
            }
            int asked = 0;
            while (statuses.isEmpty() && asked < 1000) {
                boolean after = revoked.get();
                int status = given().auth()
                        .oauth2(key.secret())
                        .get("/api/v1/products?limit=1")
                        .statusCode();
                if (after) {
                    statuses.add(status);
                }
                asked++;
            }
            return statuses;
        });
        assertEquals(List.of(List.of(401)), late.stream().distinct().toList());
    }

    @Test
    void ofManyWhoRevokeOneIsAuditedAndOfManyChangesNoneIsLost() {
        Key key = key(List.of("listProducts"));
        List<Integer> changed = Crowd.atOnce(
                8,
                i -> () -> admin.request()
                        .body(Map.of("requests_per_minute", i + 1))
                        .patch(KEYS + "/" + key.id())
                        .statusCode());
        assertEquals(List.of(200), changed.stream().distinct().toList());
        admin.request().get(KEYS + "/" + key.id()).then().body("data.version", equalTo(9));
        assertEquals(8, audited(key, "changed"));
        List<Integer> revoked = Crowd.atOnce(
                8, i -> () -> admin.request().delete(KEYS + "/" + key.id()).statusCode());
        assertEquals(List.of(204), revoked.stream().distinct().toList());
        assertEquals(1, audited(key, "revoked"));
    }
}
