package aisle.platform.web;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags, and what If-Match and If-None-Match do with them. */
@AisleTest
class PreconditionsHttpTest {
    private static final int PEOPLE = 16;

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    private Shop.Opened store;
    private String path;

    @BeforeEach
    void open() {
        store = shop.open();
        path = "/api/v1/stores/" + store.id();
    }

    private static Response read(String path, String ifNoneMatch) {
        return RestAssured.given().header("If-None-Match", ifNoneMatch).get(path);
    }

    private Response change(String path, String ifMatch, Object body) {
        return store.admin().request().header("If-Match", ifMatch).body(body).patch(path);
    }

    private static void refused(Response response) {
        response.then().statusCode(412).body("error.code", equalTo("PRECONDITION_FAILED"));
    }

    @Test
    void whoHasItAlreadyIsToldSoWithoutABody() {
        Response whole = RestAssured.get(path);
        assertEquals("\"1\"", whole.header("ETag"));
        assertEquals("public, no-cache", whole.header("Cache-Control"));
        for (String known : List.of("\"1\"", "W/\"1\"", "\"x\", \"1\"", "W/\"y\" ,, \"1\" ,", "*")) {
            Response same = read(path, known);
            assertEquals(304, same.statusCode(), known);
            assertEquals("", same.asString());
            for (String header : List.of("ETag", "Cache-Control", "Vary")) {
                assertEquals(whole.header(header), same.header(header), header);
            }
            assertEquals(
                    304,
                    RestAssured.given()
                            .header("If-None-Match", known)
                            .head(path)
                            .statusCode());
        }
        for (String other : List.of("\"2\"", "\"\"", "1", "nonsense \"1\"")) {
            assertEquals(200, read(path, other).statusCode(), other);
        }
    }

    @Test
    void aListAndACatalogPageAreTaggedByWhatTheyShow() {
        ProductId product = store.product("1.00", 5);
        for (String shown : List.of(path + "/products", "/api/v1/catalog/products/" + product)) {
            Response before = RestAssured.get(shown);
            assertEquals("public, no-cache", before.header("Cache-Control"));
            assertEquals(304, read(shown, before.header("ETag")).statusCode());
            store.adjust(product, "{\"delta\": 1, \"reason\": \"RECEIPT\"}")
                    .then()
                    .statusCode(200);
            Response after = read(shown, before.header("ETag"));
            assertEquals(200, after.statusCode());
            assertNotEquals(before.header("ETag"), after.header("ETag"));
        }
    }

    @Test
    void whatIsPersonalStaysWithThePersonAndIsAskedForAgain() {
        for (String own : List.of("/api/v1/cart", "/api/v1/auth/me", "/api/v1/orders/my-orders")) {
            Response whole = store.admin().request().get(own);
            assertEquals("private, no-cache", whole.header("Cache-Control"), own);
            assertEquals(
                    304,
                    store.admin()
                            .request()
                            .header("If-None-Match", whole.header("ETag"))
                            .get(own)
                            .statusCode(),
                    own);
        }
        // The same of a public page, when it is said who asks.
        assertEquals("private, no-cache", store.admin().request().get(path).header("Cache-Control"));
    }

    @Test
    void aChangeOfSomethingThatHasChangedIsRefusedAndChangesNothing() {
        Response changed = change(path, "\"1\"", Map.of("delivers", false));
        changed.then().statusCode(200).header("ETag", equalTo("\"2\"")).body("data.delivers", equalTo(false));
        for (String stale : List.of("\"1\"", "W/\"2\"", "\"nonsense\"", "\"1.2\"", "\"99999999999999999999\"")) {
            refused(change(path, stale, Map.of("delivers", true)));
        }
        RestAssured.get(path).then().body("data.version", equalTo(2)).body("data.delivers", equalTo(false));
        change(path, "\"7\", \"2\"", Map.of("delivers", true)).then().statusCode(200);
        change(path, "*", Map.of("delivers", false)).then().statusCode(200).body("data.version", equalTo(4));
        refused(store.admin()
                .request()
                .header("If-Match", "\"3\"")
                .body(Map.of("name", "X"))
                .put(path));
        change(path.substring(0, path.lastIndexOf('/') + 1) + UUID.randomUUID(), "*", Map.of("delivers", true))
                .then()
                .statusCode(404);
    }

    @Test
    void aListOfTagsMayStandOnSeveralLines() {
        store.admin()
                .request()
                .header("If-Match", "\"7\"", "\"1\"")
                .body(Map.of("delivers", false))
                .patch(path)
                .then()
                .statusCode(200);
        refused(store.admin()
                .request()
                .header("If-Match", "\"7\"", "\"1\"")
                .body(Map.of("delivers", true))
                .patch(path));
        store.admin()
                .request()
                .header("If-Match", "*", "\"2\"")
                .body(Map.of("delivers", true))
                .patch(path)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "W/1", "\"1\" \"2\"", "*, \"1\"", ",", "w/\"1\""})
    void aConditionThatCannotBeReadIsNamed(String header) {
        change(path, header, Map.of("delivers", false))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields[0].field", equalTo("If-Match"));
        RestAssured.get(path).then().body("data.version", equalTo(1));
    }

    @Test
    void ofManyWhoChangeTheSameVersionOneDoes() {
        List<Integer> statuses = Crowd.atOnce(
                PEOPLE,
                person -> () -> change(path, "\"1\"", Map.of("postcodes", List.of("P" + person)))
                        .statusCode());
        assertEquals(1, Collections.frequency(statuses, 200));
        assertEquals(PEOPLE - 1, Collections.frequency(statuses, 412));
        RestAssured.get(path).then().body("data.version", equalTo(2));
    }

    @Test
    void ofManyWhoCreateTheSameOneDoes() {
        for (String kind : List.of("stores", "products", "categories")) {
            String fresh = "/api/v1/" + kind + "/" + UUID.randomUUID();
            Map<String, Object> body = kind.equals("products")
                    ? Map.of("name", "N " + UUID.randomUUID(), "price", "1.00")
                    : Map.of("name", "N " + UUID.randomUUID());
            refused(store.admin().request().header("If-Match", "*").body(body).put(fresh));
            store.admin().request().get(fresh).then().statusCode(404);
            List<Integer> statuses = Crowd.atOnce(
                    PEOPLE,
                    person -> () -> store.admin()
                            .request()
                            .header("If-None-Match", "*")
                            .body(body)
                            .put(fresh)
                            .statusCode());
            assertEquals(1, Collections.frequency(statuses, 201), kind + statuses);
            assertEquals(PEOPLE - 1, Collections.frequency(statuses, 412), kind + statuses);
        }
    }

    @Test
    void aProductIsTaggedByItsStockTooButChangedByItsVersion() {
        ProductId id = store.product("1.00", 5);
        String product = "/api/v1/products/" + id;
        String before = store.admin().request().get(product).header("ETag");
        assertTrue(before.startsWith("\"1."), before);
        store.adjust(id, "{\"delta\": 1, \"reason\": \"RECEIPT\"}").then().statusCode(200);
        String restocked = store.admin().request().get(product).header("ETag");
        assertNotEquals(before, restocked);
        Response changed = change(product, before, Map.of("brand", "B"));
        changed.then().statusCode(200).body("data.version", equalTo(2));
        assertEquals(store.admin().request().get(product).header("ETag"), changed.header("ETag"));
        refused(change(product, restocked, Map.of("brand", "C")));
        store.admin().request().get(product).then().body("data.brand", equalTo("B"));
    }

    @Test
    void aCartIsChangedByVersionFromTheFirstLineOn() {
        ProductId product = store.product("1.00", 5);
        Account customer = accounts.customer();
        String empty = customer.request().get("/api/v1/cart").header("ETag");
        Response chosen = customer.request()
                .header("If-Match", empty)
                .body(Map.of("store_id", store.id().toString()))
                .patch("/api/v1/cart");
        chosen.then().statusCode(200);
        Map<String, Object> item = Map.of("product_id", product.toString(), "quantity", 1);
        refused(customer.request().header("If-Match", empty).body(item).post("/api/v1/cart/items"));
        Response added = customer.request()
                .header("If-Match", chosen.header("ETag"))
                .body(item)
                .post("/api/v1/cart/items");
        added.then().statusCode(200);
        assertEquals(customer.request().get("/api/v1/cart").header("ETag"), added.header("ETag"));
        String line = "/api/v1/cart/items/" + added.path("data.items[0].id");
        refused(customer.request()
                .header("If-Match", empty)
                .body(Map.of("quantity", 2))
                .put(line));
        refused(customer.request().header("If-Match", empty).delete(line));
        refused(customer.request().header("If-Match", empty).delete("/api/v1/cart"));
        List<Integer> statuses = Crowd.atOnce(
                PEOPLE,
                person -> () -> customer.request()
                        .header("If-Match", added.header("ETag"))
                        .body(Map.of("quantity", 2))
                        .put(line)
                        .statusCode());
        assertEquals(1, Collections.frequency(statuses, 200));
        assertEquals(PEOPLE - 1, Collections.frequency(statuses, 412));
        customer.request().get("/api/v1/cart").then().body("data.items[0].quantity", equalTo(2));
    }

    @Test
    void stockIsChangedByVersion() {
        ProductId product = store.product("1.00", 5);
        String stock = "/api/v1/inventory/" + store.id() + "/" + product;
        int version = store.stock(product).path("data[0].version");
        String tag = "\"" + version + "\"";
        List<Integer> statuses = Crowd.atOnce(
                PEOPLE,
                person -> () -> change(stock, tag, Map.of("delta", 1, "reason", "RECEIPT"))
                        .statusCode());
        assertEquals(1, Collections.frequency(statuses, 200));
        assertEquals(PEOPLE - 1, Collections.frequency(statuses, 412));
        store.stock(product).then().body("data[0].on_hand", equalTo(6));
        var elsewhere = shop.open();
        refused(change("/api/v1/inventory/" + elsewhere.id() + "/" + product, "*", Map.of("bin_location", "A")));
        elsewhere.stock(product).then().body("meta.total", equalTo(0));
    }

    @Test
    void usersCategoriesAndAssortmentsAreChangedByVersion() {
        Account employee = accounts.staff(Role.EMPLOYEE);
        String user = "/api/v1/users/" + employee.id();
        String tag = store.admin().request().get(user).header("ETag");
        Map<String, Object> stores = Map.of("store_ids", List.of(store.id().toString()));
        store.admin()
                .request()
                .header("If-Match", tag)
                .body(stores)
                .put(user + "/stores")
                .then()
                .statusCode(200);
        refused(store.admin()
                .request()
                .header("If-Match", tag)
                .body(Map.of("store_ids", List.of()))
                .put(user + "/stores"));
        store.admin().request().get(user).then().body("data.stores.size()", equalTo(1));

        String category = store.admin()
                .request()
                .body(Map.of("name", "C " + UUID.randomUUID()))
                .post("/api/v1/categories")
                .path("data.id");
        change("/api/v1/categories/" + category, "\"1\"", Map.of("position", 4))
                .then()
                .statusCode(200);
        refused(change("/api/v1/categories/" + category, "\"1\"", Map.of("position", 5)));
        refused(store.admin()
                .request()
                .header("If-Match", "\"1\"")
                .body(Map.of("name", "X"))
                .put("/api/v1/categories/" + category));

        String sold = path + "/products/" + store.product("1.00", 0);
        refused(store.admin().request().header("If-None-Match", "*").put(sold));
        store.admin().request().header("If-Match", "*").delete(sold).then().statusCode(204);
        refused(store.admin().request().header("If-Match", "*").delete(sold));
        refused(store.admin().request().header("If-Match", "*").put(sold));
        store.admin().request().header("If-None-Match", "*").put(sold).then().statusCode(204);
    }

    @Test
    void aRepeatedRequestGetsTheTagOfTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        Response first = keyed(key);
        Response again = keyed(key);
        assertEquals("true", again.header("Idempotent-Replayed"));
        assertEquals(first.asString(), again.asString());
        assertEquals("\"2\"", first.header("ETag"));
        assertEquals("\"2\"", again.header("ETag"));
        keyed(UUID.randomUUID().toString()).then().statusCode(412).header("ETag", nullValue());
    }

    private Response keyed(String key) {
        return store.admin()
                .request()
                .header("Idempotency-Key", key)
                .header("If-Match", "\"1\"")
                .body(Map.of("delivers", false))
                .patch(path);
    }
}
