package aisle.inventory;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of stock above the thresholds of application.properties' test profile: a million units, or fifty millions of value. */
@AisleTest
class AdjustmentApprovalTest {
    private static final String PATH = "/api/v1/inventory/adjustments/";
    private static final String LARGE = "{\"delta\": 2000000, \"reason\": \"RECEIPT\", \"bin_location\": \"B7\"}";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened store;
    private ProductId product;
    private Account clerk;
    private Account manager;

    @BeforeEach
    void openStore() {
        store = shop.open();
        product = store.product("1.00", 10);
        clerk = accounts.staff(Role.EMPLOYEE, store.id());
        manager = accounts.staff(Role.MANAGER, store.id());
    }

    private Response change(Account who, String body) {
        return who.request().body(body).patch("/api/v1/inventory/" + store.id() + "/" + product);
    }

    private String waiting(Account who, String body) {
        return change(who, body).then().statusCode(202).extract().path("data.id");
    }

    private Response approve(Account who, String id) {
        return who.request().post(PATH + id + "/approve");
    }

    private Response reject(Account who, String id) {
        return who.request().body("{\"reason\": \"Count again.\"}").post(PATH + id + "/reject");
    }

    @Test
    void aLargeChangeWaitsAndIsBookedOnTheStockOfTheMomentOfItsApproval() {
        String id = change(clerk, LARGE)
                .then()
                .statusCode(202)
                .header("Location", startsWith(PATH))
                .body("data.status", equalTo("PENDING"))
                .body("data.settings.bin_location", equalTo("B7"))
                .extract()
                .path("data.id");
        books.assertStock(store.id(), product, "10", "0");
        store.stock(product).then().body("data[0].bin_location", nullValue()).body("data[0].version", equalTo(1));
        change(clerk, "{\"delta\": 5, \"reason\": \"RECEIPT\"}").then().statusCode(200);
        approve(manager, id)
                .then()
                .statusCode(200)
                .body("data.status", equalTo("APPROVED"))
                .body("data.resolved_by", equalTo(manager.id().toString()))
                .body("data.version", equalTo(2));
        books.assertStock(store.id(), product, "2000015", "0");
        store.stock(product).then().body("data[0].bin_location", equalTo("B7"));
        assertEquals(
                List.of("stock_adjustment/" + id),
                books.names(
                        "SELECT reference FROM stock_movement WHERE product_id = ? AND reference IS NOT NULL",
                        product));
    }

    @Test
    void aCountIsTheDifferenceThatWasCounted() {
        String id = waiting(clerk, "{\"on_hand\": 3000010, \"reason\": \"COUNT\", \"expected_on_hand\": 10}");
        change(manager, "{\"delta\": -4, \"reason\": \"DAMAGE\"}").then().statusCode(200);
        approve(manager, id).then().statusCode(200).body("data.delta", equalTo(3000000));
        books.assertStock(store.id(), product, "3000006", "0");
    }

    @Test
    void aChangeOfGreatValueWaitsToo() {
        ProductId dear = store.product("9000.00", 1);
        store.adjust(dear, "{\"delta\": 6000, \"reason\": \"RECEIPT\"}").then().statusCode(202);
        store.adjust(dear, "{\"delta\": 5000, \"reason\": \"RECEIPT\"}").then().statusCode(200);
        books.assertStock(store.id(), dear, "5001", "0");
    }

    @Test
    void aProductThatTheStoreNeverHadLeavesNoTraceUntilSomebodyAgrees() {
        ProductId other = shop.open().product("1.00", 1);
        String id = store.adjust(other, LARGE).then().statusCode(202).extract().path("data.id");
        assertEquals(
                0, books.count("SELECT count(*) FROM stock WHERE store_id = ? AND product_id = ?", store.id(), other));
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM assortment WHERE store_id = ? AND product_id = ?", store.id(), other));
        approve(manager, id).then().statusCode(200);
        books.assertStock(store.id(), other, "2000000", "0");
    }

    @Test
    void nobodyDecidesAboutTheirOwnAndNobodyElseMay() {
        String id = waiting(manager, LARGE);
        approve(manager, id).then().statusCode(403).body("error.code", equalTo("OWN_REQUEST"));
        reject(manager, id).then().statusCode(403).body("error.code", equalTo("OWN_REQUEST"));
        approve(clerk, id).then().statusCode(403).body("error.code", equalTo("FORBIDDEN"));
        Account stranger = accounts.staff(Role.MANAGER, shop.open().id());
        approve(stranger, id).then().statusCode(404).body("error.code", equalTo("ADJUSTMENT_NOT_FOUND"));
        stranger.request().get(PATH + id).then().statusCode(404);
        stranger.request().get(PATH).then().body("data", hasSize(0));
        clerk.request()
                .get(PATH + "?status=PENDING&store_id=" + store.id())
                .then()
                .statusCode(200)
                .body("data.id", contains(id));
        books.assertStock(store.id(), product, "10", "0");
    }

    @Test
    void aRejectedChangeIsNeverBooked() {
        String id = waiting(clerk, LARGE);
        reject(manager, id)
                .then()
                .statusCode(200)
                .body("data.status", equalTo("REJECTED"))
                .body("data.rejection_reason", equalTo("Count again."));
        approve(manager, id)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ALREADY_RESOLVED"))
                .body("error.details.status", equalTo("REJECTED"));
        books.assertStock(store.id(), product, "10", "0");
    }

    @Test
    void whatTheRulesForbidByThenGoesOnWaiting() {
        String in = waiting(clerk, LARGE);
        approve(manager, in).then().statusCode(200);
        String out = waiting(clerk, "{\"delta\": -2000000, \"reason\": \"THEFT\"}");
        change(clerk, "{\"delta\": -20, \"reason\": \"DAMAGE\"}").then().statusCode(200);
        approve(manager, out).then().statusCode(409).body("error.code", equalTo("INSUFFICIENT_STOCK"));
        clerk.request().get(PATH + out).then().body("data.status", equalTo("PENDING"));
        books.assertStock(store.id(), product, "1999990", "0");
    }

    @Test
    void ofTwoWhoDecideAtOnceOneSucceeds() {
        String id = waiting(clerk, LARGE);
        Account second = accounts.staff(Role.MANAGER, store.id());
        List<Integer> statuses = Crowd.atOnce(
                2, i -> () -> approve(i == 0 ? manager : second, id).statusCode());
        assertEquals(List.of(200, 409), statuses.stream().sorted().toList());
        books.assertStock(store.id(), product, "2000010", "0");
    }
}
