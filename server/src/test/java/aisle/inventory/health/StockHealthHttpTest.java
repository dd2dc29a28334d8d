package aisle.inventory.health;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class StockHealthHttpTest {
    private static final String HEALTH = "/api/v1/inventory/health";

    @Inject
    Shop shops;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened shop;
    private Account manager;

    @BeforeEach
    void open() {
        shop = shops.open();
        manager = accounts.staff(Role.MANAGER, shop.id());
    }

    /** As an order that left the store does it. */
    private void sold(ProductId product, String quantity, Duration ago) {
        books.change("""
                WITH changed AS (
                    UPDATE stock SET on_hand = on_hand - sold.quantity, ledger_seq = ledger_seq + 1
                    FROM (SELECT CAST(? AS numeric) AS quantity) AS sold
                    WHERE store_id = ? AND product_id = ? RETURNING stock.*, sold.quantity)
                INSERT INTO stock_movement (store_id, product_id, seq, occurred_at, delta, balance_after, reason)
                SELECT store_id, product_id, ledger_seq, ?, -quantity, on_hand, 'SALE' FROM changed
                """, quantity, shop.id(), product, Instant.now().minus(ago).truncatedTo(ChronoUnit.MILLIS));
    }

    private Response proposals() {
        return manager.request()
                .queryParam("store_id", shop.id().toString())
                .get("/api/v1/inventory/reorder-proposals");
    }

    @Test
    void everyBorderBelongsToTheLowerLevel() {
        List<String> amounts = List.of("0", "0.001", "5", "5.001", "10", "10.001", "50", "50.001");
        List<String> products = new ArrayList<>();
        amounts.forEach(
                amount -> products.add(shop.product("2.00", "KG", amount).toString()));
        manager.request()
                .get(HEALTH)
                .then()
                .statusCode(200)
                .body("data.summary.total_products", equalTo(8))
                .body("data.summary.products_with_stock", equalTo(7))
                .body("data.summary.products_low_stock", equalTo(4))
                .body("data.summary.products_out_of_stock", equalTo(1))
                .body("data.summary.stock_health_percentage", equalTo(87.5f))
                .body("data.distribution.level", contains("OUT_OF_STOCK", "CRITICAL", "LOW", "MEDIUM", "HIGH"))
                .body("data.distribution.products", contains(1, 2, 2, 2, 1))
                .body("data.distribution.percentage", contains(12.5f, 25f, 25f, 25f, 12.5f))
                .body("data.alerts.level", contains("OUT_OF_STOCK", "CRITICAL", "LOW"))
                .body("data.alerts.products", contains(1, 2, 2))
                .body("data.stock_value.amount", contains("260.01"))
                .body("data.products.product_id", equalTo(products))
                .body(
                        "data.products.level",
                        contains("OUT_OF_STOCK", "CRITICAL", "CRITICAL", "LOW", "LOW", "MEDIUM", "MEDIUM", "HIGH"))
                .body("data.products[2].stock_value.amount", equalTo("10.00"))
                .body("meta.total", equalTo(8));
        manager.request()
                .queryParam("level", "LOW")
                .queryParam("limit", 1)
                .get(HEALTH)
                .then()
                .body("data.products.product_id", contains(products.get(3)))
                .body("data.summary.total_products", equalTo(8))
                .body("meta.total", equalTo(2))
                .body("meta.next_cursor", notNullValue());
        manager.request()
                .queryParam("min_stock", "5")
                .queryParam("max_stock", "10.001")
                .get(HEALTH)
                .then()
                .body("data.products.product_id", equalTo(products.subList(2, 6)));
        manager.request()
                .queryParam("level", "CRITICAL")
                .get("/api/v1/inventory")
                .then()
                .body("data.available.collect { new BigDecimal(it.toString()) }.sort()", hasSize(2))
                .body("meta.total", equalTo(2));
    }

    @Test
    void whatIsPromisedIsNotAvailable() {
        ProductId product = shop.product("1.00", 12);
        order(product, 8);
        manager.request()
                .get(HEALTH)
                .then()
                .body("data.products[0].on_hand", equalTo(12))
                .body("data.products[0].available", equalTo(4))
                .body("data.products[0].level", equalTo("CRITICAL"))
                .body("data.products[0].stock_value.amount", equalTo("12.00"));
    }

    private void order(ProductId product, int quantity) {
        accounts.customer()
                .request()
                .header("Idempotency-Key", "k")
                .body(shop.pickup(product, quantity))
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
    }

    @Test
    void aStoreWithoutGoodsIsNeitherWellNorUnwell() {
        manager.request()
                .get(HEALTH)
                .then()
                .statusCode(200)
                .body("data.summary.total_products", equalTo(0))
                .body("data.summary.stock_health_percentage", nullValue())
                .body("data.alerts", empty())
                .body("data.stock_value", empty())
                .body("data.products", empty());
    }

    @Test
    void whatIsNotForSaleDoesNotCount() {
        ProductId archived = shop.product("1.00", 3);
        ProductId elsewhere = shop.product("1.00", 3);
        ProductId sold = shop.product("1.00", 3);
        shop.admin().request().body("{\"status\": \"ARCHIVED\"}").patch("/api/v1/products/" + archived);
        shop.admin().request().delete("/api/v1/stores/" + shop.id() + "/products/" + elsewhere);
        manager.request().get(HEALTH).then().body("data.products.product_id", contains(sold.toString()));
    }

    @Test
    void managersSeeTheirStoresOnlyAndEmployeesNone() {
        shop.product("1.00", 3);
        Account stranger = accounts.staff(Role.MANAGER, shops.open().id());
        stranger.request().get(HEALTH).then().statusCode(200).body("data.products", empty());
        stranger.request()
                .queryParam("store_id", shop.id().toString())
                .get(HEALTH)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
        stranger.request()
                .queryParam("store_id", shop.id().toString())
                .get("/api/v1/inventory/reorder-proposals")
                .then()
                .statusCode(403);
        accounts.staff(Role.EMPLOYEE, shop.id()).request().get(HEALTH).then().statusCode(403);
        shop.admin()
                .request()
                .queryParam("store_id", shop.id().toString())
                .get(HEALTH)
                .then()
                .body("data.products", hasSize(1));
    }

    @Test
    void wrongQuestionsAreNamed() {
        manager.request()
                .queryParam("min_stock", "1.0001")
                .get(HEALTH)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("min_stock"));
        manager.request()
                .queryParam("level", "FINE")
                .get(HEALTH)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("level"));
        manager.request()
                .get("/api/v1/inventory/reorder-proposals")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("store_id"));
    }

    @Test
    void whatSellsIsOrderedAnewInTime() {
        // 56 in 28 days are 2 a day: 14 until the delivery comes, 6 more for safety.
        ProductId fast = shop.product("1.00", 76);
        sold(fast, "28", Duration.ofDays(1));
        sold(fast, "28", Duration.ofDays(27));
        sold(fast, "3", Duration.ofDays(29));
        ProductId slow = shop.product("1.00", 22);
        sold(slow, "1", Duration.ofDays(3));
        ProductId unsold = shop.product("1.00", 0);
        proposals()
                .then()
                .statusCode(200)
                .body("data.product_id", contains(fast.toString()))
                .body("data[0].available", equalTo(17))
                .body("data[0].reorder.recent_sales", equalTo(56))
                .body("data[0].reorder.lead_time_days", equalTo(7))
                .body("data[0].reorder.reorder_point", equalTo(20))
                .body("data[0].reorder.proposed_quantity", equalTo(17))
                .body("meta.total", equalTo(1));
        manager.request()
                .get(HEALTH)
                .then()
                .body("data.products.find { it.product_id == '" + unsold + "' }.reorder.proposed_quantity", nullValue())
                .body("data.products.find { it.product_id == '" + fast + "' }.reorder.proposed_quantity", equalTo(17))
                .body("data.products.find { it.product_id == '" + slow + "' }.reorder.reorder_point", equalTo(1));
    }

    @Test
    void theStoresOwnReorderPointAndQuantityRule() {
        ProductId product = shop.product("1.00", 8);
        shop.adjust(product, "{\"reorder_point\": 8, \"reorder_quantity\": 6}")
                .then()
                .statusCode(200);
        ProductId enough = shop.product("1.00", 9);
        shop.adjust(enough, "{\"reorder_point\": 8}").then().statusCode(200);
        ProductId bare = shop.product("1.00", "KG", "2");
        shop.adjust(bare, "{\"reorder_point\": 2.5}").then().statusCode(200);
        proposals()
                .then()
                .body("data.product_id", contains(bare.toString(), product.toString()))
                .body("data.reorder.proposed_quantity", contains(0.5f, 6))
                .body("data.product_id", not(hasItem(enough.toString())));
        sold(product, "7", Duration.ofDays(2));
        // 7 in 28 days: 2 until the delivery comes; 8 + 2 - 1 are 9, which are two packs.
        proposals().then().body("data.reorder.proposed_quantity", contains(12, 0.5f));
        shop.adjust(product, "{\"lead_time_days\": 366}").then().statusCode(400);
        shop.adjust(product, "{\"lead_time_days\": 20}")
                .then()
                .statusCode(200)
                .body("data.lead_time_days", equalTo(20));
        proposals().then().body("data[0].reorder.lead_time_days", equalTo(20));
    }

    @Test
    void thresholdsAreCheckedVersionedAndAudited() {
        Response before = manager.request().get("/api/v1/inventory/thresholds");
        String etag = before.then()
                .statusCode(200)
                .body("data.low", equalTo(10))
                .extract()
                .header("ETag");
        String same = "{\"critical\": 5, \"low\": 10, \"medium\": 50, \"lead_time_days\": 7, \"safety_days\": 3}";
        manager.request().body(same).put("/api/v1/inventory/thresholds").then().statusCode(403);
        shop.admin()
                .request()
                .body("{\"critical\": 5, \"low\": 5, \"medium\": 4, \"lead_time_days\": 7, \"safety_days\": 3}")
                .put("/api/v1/inventory/thresholds")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("low", "medium"));
        shop.admin()
                .request()
                .body("{\"critical\": 5, \"low\": 10, \"medium\": 50, \"lead_time_days\": 366}")
                .put("/api/v1/inventory/thresholds")
                .then()
                .statusCode(400);
        shop.admin()
                .request()
                .header("If-Match", "\"1000000\"")
                .body(same)
                .put("/api/v1/inventory/thresholds")
                .then()
                .statusCode(412);
        shop.admin()
                .request()
                .header("If-Match", etag)
                .body(same)
                .put("/api/v1/inventory/thresholds")
                .then()
                .statusCode(200)
                .header("ETag", equalTo(etag));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'stock_thresholds.changed' AND actor_id = ?",
                        shop.admin().id().value()));
    }
}
