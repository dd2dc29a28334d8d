package aisle.catalog.prices;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.catalog.CatalogData;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import aisle.testing.RecurringWork;
import aisle.testing.Waiting;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices of stores and prices for a while, over HTTP. */
@AisleTest
class PricesHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    @Inject
    RecurringWork work;

    private Accounts.Account admin;
    private ProductId product;
    private StoreId store;
    private String mark;

    @BeforeEach
    void open() {
        admin = accounts.admin();
        mark = CatalogData.unique("priced");
        product = data.product("Goods " + mark, "10").id();
        store = data.store(null, "USD").id();
        data.sell(store, product);
    }

    private String prices() {
        return "/api/v1/products/" + product + "/prices";
    }

    private ValidatableResponse schedule(String body) {
        return admin.request().body(body).post(prices()).then();
    }

    private ValidatableResponse own(String price) {
        return admin.request()
                .body("{\"price\": %s}".formatted(price))
                .put(prices() + "/stores/" + store)
                .then();
    }

    private static ValidatableResponse shown(ProductId product, StoreId store) {
        String query = store == null ? "" : "?store_id=" + store;
        return given().get("/api/v1/catalog/products/" + product + query).then().statusCode(200);
    }

    private static Instant inDays(int days) {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(days, ChronoUnit.DAYS);
    }

    @Test
    void aStoresOwnPriceHoldsThereAndNowhereElse() {
        own("8.5")
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("data.kind", equalTo("LIST"))
                .body("data.store_id", equalTo(store.toString()))
                .body("data.price.amount", equalTo("8.50"))
                .body("data.to", nullValue());
        shown(product, store).body("data.price.amount", equalTo("8.50")).body("data.old_price", nullValue());
        shown(product, null).body("data.price.amount", equalTo("10.00"));
        own("8.5").statusCode(200).body("data.version", equalTo(1));
        admin.request()
                .header("If-Match", "\"7\"")
                .body("{\"price\": 8}")
                .put(prices() + "/stores/" + store)
                .then()
                .statusCode(412);
        own("8").statusCode(200).body("data.version", equalTo(2));
        admin.request().delete(prices() + "/stores/" + store).then().statusCode(204);
        admin.request().delete(prices() + "/stores/" + store).then().statusCode(204);
        shown(product, store).body("data.price.amount", equalTo("10.00"));
        admin.request()
                .get(prices() + "/history?store_id=" + store)
                .then()
                .statusCode(200)
                .body("data.price.amount", contains("8.00", "8.50"));
        assertEquals(
                List.of("price.removed", "price.set", "price.set"),
                data.texts(
                        "SELECT action FROM audit_entry WHERE resource_id = ? AND action LIKE 'price.%' ORDER BY action",
                        product.toString()));
        assertEquals(
                3,
                data.count(
                        "SELECT count(*) FROM outbox WHERE type = 'product.price_changed.v1' AND aggregate_id = ?",
                        product.toString()));
    }

    @Test
    void aScheduledPriceComesBeforeTheListPriceOfItsPlace() {
        String id = schedule("{\"price\": 7}")
                .statusCode(201)
                .body("data.kind", equalTo("SCHEDULED"))
                .body("data.store_id", nullValue())
                .extract()
                .path("data.id");
        shown(product, null).body("data.price.amount", equalTo("7.00"));
        shown(product, store).body("data.price.amount", equalTo("7.00"));
        own("9").statusCode(201);
        shown(product, store).body("data.price.amount", equalTo("9.00"));
        schedule("{\"price\": 6, \"store_id\": \"%s\", \"to\": \"%s\"}".formatted(store, inDays(2)))
                .statusCode(201);
        shown(product, store).body("data.price.amount", equalTo("6.00"));
        admin.request()
                .get("/api/v1/products/" + product)
                .then()
                .body("data.price.amount", equalTo("10.00"))
                .body("data.current_price.amount", equalTo("7.00"))
                .body("data.version", equalTo(1));
        admin.request().get(prices()).then().body("data", hasSize(4)).body("meta.total", equalTo(4));
        admin.request().delete(prices() + "/" + id).then().statusCode(204);
        shown(product, null).body("data.price.amount", equalTo("10.00"));
        admin.request().delete(prices() + "/" + id).then().statusCode(409).body("error.code", equalTo("PRICE_ENDED"));
    }

    @Test
    void theCartFollowsAPriceAtOnce() {
        data.stock(store, product, "5", "0");
        Accounts.Account customer = accounts.customer();
        customer.request().body("{\"store_id\": \"%s\"}".formatted(store)).patch("/api/v1/cart");
        customer.request()
                .body("{\"product_id\": \"%s\", \"quantity\": 2}".formatted(product))
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200)
                .body("data.items[0].unit_price.amount", equalTo("10.00"));
        schedule("{\"price\": 7}").statusCode(201);
        customer.request()
                .get("/api/v1/cart")
                .then()
                .body("data.items[0].unit_price.amount", equalTo("7.00"))
                .body("data.totals.total.amount", equalTo("14.00"));
        customer.request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body("""
                        {"fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY", "expected_total": "20.00"}
                        """)
                .post("/api/v1/checkout/confirm")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PRICE_CHANGED"));
        own("6").statusCode(201);
        customer.request()
                .body("{\"fulfillment_type\": \"PICKUP\"}")
                .post("/api/v1/checkout/preview")
                .then()
                .statusCode(200)
                .body("data.totals.total.amount", equalTo("12.00"));
    }

    @Test
    void pricesOfOnePlaceMayNotOverlap() {
        String body = "{\"price\": 7, \"from\": \"%s\", \"to\": \"%s\"}";
        String id = schedule(body.formatted(inDays(10), inDays(20)))
                .statusCode(201)
                .extract()
                .path("data.id");
        for (int[] span : new int[][] {{1, 11}, {12, 13}, {19, 30}, {1, 30}}) {
            schedule(body.formatted(inDays(span[0]), inDays(span[1])))
                    .statusCode(409)
                    .body("error.code", equalTo("PRICE_OVERLAP"))
                    .body("error.details.price_id", equalTo(id));
        }
        schedule("{\"price\": 7}").statusCode(409);
        schedule("{\"price\": 7, \"store_id\": \"%s\"}".formatted(store)).statusCode(201);
        Instant end = Instant.parse(
                admin.request().get(prices()).then().extract().path("data.find { it.id == '" + id + "' }.to"));
        schedule(body.formatted(end, end.plusSeconds(60))).statusCode(201);
        assertEquals(
                3,
                data.count("SELECT count(*) FROM product_price WHERE scheduled AND product_id = ?", product.value()));
        admin.request().delete(prices() + "/" + id).then().statusCode(204);
        admin.request()
                .delete(prices() + "/" + id)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PRICE_NOT_FOUND"));
    }

    @Test
    void ofManyWhoPlanAtOnceOneDoes() {
        String body = "{\"price\": 7, \"from\": \"%s\", \"to\": \"%s\"}".formatted(inDays(1), inDays(2));
        List<Integer> answers =
                Crowd.atOnce(20, i -> () -> schedule(body).extract().statusCode());
        assertEquals(1, Collections.frequency(answers, 201), answers.toString());
        assertEquals(19, Collections.frequency(answers, 409), answers.toString());
        List<Integer> own =
                Crowd.atOnce(12, i -> () -> own("9." + (10 + i)).extract().statusCode());
        assertEquals(1, Collections.frequency(own, 201), own.toString());
        assertEquals(11, Collections.frequency(own, 200), own.toString());
        assertEquals(
                1,
                data.count(
                        "SELECT count(*) FROM product_price WHERE valid_to = 'infinity' AND product_id = ? AND store_id = ?",
                        product,
                        store));
        assertEquals(
                1,
                data.count(
                        "SELECT count(*) FROM store_price sp JOIN product_price pp USING (product_id, store_id, price)"
                                + " WHERE pp.valid_to = 'infinity' AND product_id = ? AND store_id = ?",
                        product,
                        store));
    }

    @Test
    void whatCannotBePlannedIsRefused() {
        schedule("{\"price\": -1, \"from\": \"yesterday\"}").statusCode(400);
        schedule("{\"price\": 1, \"from\": \"2020-01-01T00:00:00Z\"}")
                .statusCode(400)
                .body("error.details.fields.field", contains("from"));
        schedule("{\"price\": 1, \"from\": \"%s\", \"to\": \"%s\"}".formatted(inDays(3), inDays(3)))
                .statusCode(400)
                .body("error.details.fields.field", contains("to"));
        schedule("{\"price\": 1, \"to\": \"+292277026596-12-04T15:30:07Z\"}")
                .statusCode(400)
                .body("error.details.fields.field", contains("to"));
        schedule("{\"price\": {\"amount\": \"1\", \"currency\": \"EUR\"}}")
                .statusCode(422)
                .body("error.code", equalTo("CURRENCY_MISMATCH"));
        schedule("{\"price\": 1, \"store_id\": \"%s\"}".formatted(UUID.randomUUID()))
                .statusCode(404)
                .body("error.code", equalTo("STORE_NOT_FOUND"));
        String nothing = "/api/v1/products/" + UUID.randomUUID() + "/prices";
        admin.request().body("{\"price\": 1}").post(nothing).then().statusCode(404);
        admin.request().get(nothing).then().statusCode(404);
        admin.request().get(nothing + "/history").then().statusCode(404);
        admin.request().get(nothing + "/lowest").then().statusCode(404);
        assertEquals(
                0,
                data.count("SELECT count(*) FROM product_price WHERE scheduled AND product_id = ?", product.value()));
    }

    @Test
    void managersSetPricesOfTheirStoresOnly() {
        Accounts.Account elsewhere =
                accounts.staff(Role.MANAGER, data.store(null, "USD").id());
        String place = prices() + "/stores/" + store;
        elsewhere.request().body("{\"price\": 1}").put(place).then().statusCode(403);
        elsewhere.request().delete(place).then().statusCode(403);
        String body = "{\"price\": 1, \"store_id\": \"%s\"}".formatted(store);
        elsewhere.request().body(body).post(prices()).then().statusCode(403);
        String id = schedule(body).statusCode(201).extract().path("data.id");
        elsewhere
                .request()
                .delete(prices() + "/" + id)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
        shown(product, store).body("data.price.amount", equalTo("1.00"));
        Accounts.Account here = accounts.staff(Role.MANAGER, store);
        here.request().body("{\"price\": 2}").put(place).then().statusCode(201);
        here.request().delete(prices() + "/" + id).then().statusCode(204);
        shown(product, store).body("data.price.amount", equalTo("2.00"));
    }

    @Test
    void listsAreSortedAndFilteredByWhatHolds() {
        ProductId other = data.product("Other " + mark, "8").id();
        data.sell(store, other);
        String list = "/api/v1/catalog/products?q=" + mark + "&sort=price";
        given().get(list).then().body("data.id", contains(other.toString(), product.toString()));
        schedule("{\"price\": 7}").statusCode(201);
        given().get(list).then().body("data.id", contains(product.toString(), other.toString()));
        given().get(list + "&max_price=7").then().body("data.id", contains(product.toString()));
        own("9").statusCode(201);
        given().get(list + "&store_id=" + store).then().body("data.id", contains(other.toString(), product.toString()));
        given().get(list + "&min_price=9&store_id=" + store).then().body("data.id", contains(product.toString()));
    }

    @Test
    void aListFollowsAsTimePasses() {
        ProductId other = data.product("Other " + mark, "8").id();
        String list = "/api/v1/catalog/products?q=" + mark + "&sort=price";
        data.sql("""
                INSERT INTO product_price (product_id, currency, valid_from, valid_to, scheduled, id, price, boundary)
                VALUES (?, 'USD', ?, ?, true, ?, 7, ?)
                """, product, inDays(-1), inDays(1), UUID.randomUUID(), inDays(-1));
        work.run("current-prices");
        given().get(list).then().body("data.id", contains(product.toString(), other.toString()));
        data.sql(
                "UPDATE product_price SET valid_to = ?, boundary = ? WHERE product_id = ? AND scheduled",
                Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60),
                product);
        // Shown right even before the job has seen it.
        shown(product, null).body("data.price.amount", equalTo("10.00"));
        work.run("current-prices");
        given().get(list).then().body("data.id", contains(other.toString(), product.toString()));
        Waiting.until("both ends are told", () -> data.count("""
                SELECT count(*) FROM outbox
                WHERE type = 'product.price_changed.v1' AND aggregate_id = ? AND payload ->> 'change' IN ('BEGUN', 'ENDED')
                """, product.toString()) == 2);
        assertEquals(
                0,
                data.count(
                        "SELECT count(*) FROM product_price WHERE boundary IS NOT NULL AND product_id = ?", product));
    }
}
