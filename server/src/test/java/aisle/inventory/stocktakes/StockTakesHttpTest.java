package aisle.inventory.stocktakes;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class StockTakesHttpTest {
    private static final String TAKES = "/api/v1/inventory/stock-takes";

    @Inject
    Shop shops;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened shop;
    private Account employee;
    private Account manager;

    @BeforeEach
    void open() {
        shop = shops.open();
        employee = accounts.staff(Role.EMPLOYEE, shop.id());
        manager = accounts.staff(Role.MANAGER, shop.id());
    }

    private String take() {
        return take(Map.of("store_id", shop.id().toString()));
    }

    private String take(Map<String, Object> area) {
        return employee.request()
                .body(area)
                .post(TAKES)
                .then()
                .statusCode(201)
                .body("data.status", equalTo("OPEN"))
                .extract()
                .path("data.id");
    }

    private Response count(String take, ProductId product, Object quantity) {
        return count(take, Map.of("product_id", product.toString(), "quantity", quantity));
    }

    private Response count(String take, Map<String, Object> count) {
        return employee.request().body(Map.of("counts", List.of(count))).post(TAKES + "/" + take + "/counts");
    }

    private Response post(Account who, String take) {
        return who.request().body("{}").post(TAKES + "/" + take + "/post");
    }

    private Response lines(String take, String show) {
        return employee.request().queryParam("show", show).get(TAKES + "/" + take + "/lines");
    }

    private long movements(ProductId product, String take) {
        return books.count(
                "SELECT count(*) FROM stock_movement WHERE product_id = ? AND reason = 'COUNT' AND reference = ?",
                product,
                "stock-take " + take);
    }

    @Test
    void whatMovesAfterACountIsNoDifference() {
        ProductId milk = shop.product("1.00", 20);
        ProductId bread = shop.product("1.00", 8);
        ProductId salt = shop.product("1.00", 3);
        String take = take();
        count(take, milk, 18)
                .then()
                .statusCode(200)
                .body("data[0].expected", equalTo(20))
                .body("data[0].difference", equalTo(-2))
                .body("data[0].moved_since", equalTo(0));
        count(take, bread, 8).then().statusCode(200);
        // Nothing is frozen: goods come and go while others are still counted.
        shop.adjust(milk, "{\"delta\": -5, \"reason\": \"DAMAGE\"}").then().statusCode(200);
        shop.adjust(bread, "{\"delta\": 4, \"reason\": \"RECEIPT\"}").then().statusCode(200);
        lines(take, "ALL").then().statusCode(200).body("data", hasSize(3)).body("meta.total", equalTo(3));
        lines(take, "DIFFERENT")
                .then()
                .body("data.product_id", contains(milk.toString()))
                .body("data[0].on_hand", equalTo(15))
                .body("data[0].moved_since", equalTo(-5))
                .body("data[0].difference", equalTo(-2));
        lines(take, "UNCOUNTED")
                .then()
                .body("data.product_id", contains(salt.toString()))
                .body("data[0].counted", nullValue());

        post(manager, take)
                .then()
                .statusCode(200)
                .body("data.status", equalTo("POSTED"))
                .body("data.closed_by", equalTo(manager.id().toString()));
        books.assertStock(shop.id(), milk, "13", "0");
        books.assertStock(shop.id(), bread, "12", "0");
        books.assertStock(shop.id(), salt, "3", "0");
        assertEquals(1, movements(milk, take));
        assertEquals(0, movements(bread, take));
        lines(take, "DIFFERENT").then().body("data[0].difference", equalTo(-2)).body("data[0].on_hand", nullValue());
        post(manager, take).then().statusCode(409).body("error.code", equalTo("STOCK_TAKE_CLOSED"));
        count(take, salt, 1).then().statusCode(409).body("error.code", equalTo("STOCK_TAKE_CLOSED"));
    }

    @Test
    void theLastCountOfSeveralIsRightAndAllAreKept() {
        ProductId milk = shop.product("1.00", 20);
        String take = take();
        count(take, milk, 7).then().statusCode(200);
        shop.adjust(milk, "{\"delta\": 10, \"reason\": \"RECEIPT\"}").then().statusCode(200);
        count(take, milk, 31)
                .then()
                .body("data[0].counts", equalTo(2))
                .body("data[0].expected", equalTo(30))
                .body("data[0].difference", equalTo(1))
                .body("data[0].counted_by", equalTo(employee.id().toString()));
        post(manager, take).then().statusCode(200);
        books.assertStock(shop.id(), milk, "31", "0");
        assertEquals(2, books.count("SELECT count(*) FROM stock_take_count WHERE product_id = ?", milk));
    }

    @Test
    void aCountMayArriveLaterThanItWasMade() {
        ProductId milk = shop.product("1.00", 20);
        String take = take();
        String counted = employee.request().get(TAKES + "/" + take).path("data.opened_at");
        shop.adjust(milk, "{\"delta\": -3, \"reason\": \"DAMAGE\"}").then().statusCode(200);
        Map<String, Object> count = Map.of("product_id", milk.toString(), "quantity", 20, "counted_at", counted);
        // Unless all of this fell into one millisecond, the damage came later than the count.
        boolean isLater = books.count(
                        "SELECT count(*) FROM stock_movement WHERE product_id = ? AND delta = -3 AND occurred_at > ?",
                        milk,
                        Instant.parse(counted))
                == 1;
        count(take, count).then().statusCode(200).body("data[0].difference", equalTo(isLater ? 0 : 3));
        count(take, Map.of("product_id", milk.toString(), "quantity", 20, "counted_at", "2020-01-01T00:00:00Z"))
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("counts[0].counted_at"));
        count(take, Map.of("product_id", milk.toString(), "quantity", 20, "counted_at", "2999-01-01T00:00:00Z"))
                .then()
                .statusCode(400);
    }

    @Test
    void anAreaIsAPartOfTheStore() {
        ProductId here = shop.product("1.00", 1);
        ProductId there = shop.product("1.00", 1);
        shop.adjust(here, "{\"bin_location\": \"A01-2\"}").then().statusCode(200);
        shop.adjust(there, "{\"bin_location\": \"B01-2\"}").then().statusCode(200);
        String bins = take(Map.of("store_id", shop.id().toString(), "bin_prefix", "A0"));
        lines(bins, "ALL").then().body("data.product_id", contains(here.toString()));
        // What was found where it does not belong is counted too.
        count(bins, there, 2).then().statusCode(200);
        lines(bins, "ALL").then().body("data.product_id", contains(here.toString(), there.toString()));

        String category = shop.admin()
                .request()
                .body(Map.of("name", "Category " + UUID.randomUUID()))
                .post("/api/v1/categories")
                .path("data.id");
        books.change("UPDATE product SET category_id = ? WHERE id = ?", UUID.fromString(category), there);
        String shelf = take(Map.of("store_id", shop.id().toString(), "category_id", category));
        lines(shelf, "ALL").then().body("data.product_id", contains(there.toString()));
        employee.request()
                .body(Map.of(
                        "store_id",
                        shop.id().toString(),
                        "category_id",
                        UUID.randomUUID().toString()))
                .post(TAKES)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("CATEGORY_NOT_FOUND"));
    }

    @Test
    void foundGoodsThatTheStoreNeverHadEnterIt() {
        ProductId elsewhere = shops.open().product("1.00", 5);
        String take = take();
        count(take, elsewhere, 4).then().statusCode(200).body("data[0].difference", equalTo(4));
        post(manager, take).then().statusCode(200);
        books.assertStock(shop.id(), elsewhere, "4", "0");
    }

    @Test
    void whatIsPromisedIsOnlyTakenBackWhenAsked() {
        ProductId milk = shop.product("1.00", 5);
        ProductId bread = shop.product("1.00", 5);
        accounts.customer()
                .request()
                .header("Idempotency-Key", "k")
                .body(shop.pickup(milk, 4))
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        String take = take();
        count(take, milk, 3).then().statusCode(200);
        count(take, bread, 4).then().statusCode(200);
        post(manager, take).then().statusCode(409).body("error.code", equalTo("RESERVED_STOCK"));
        assertEquals(0, movements(bread, take));
        employee.request().get(TAKES + "/" + take).then().body("data.status", equalTo("OPEN"));
        manager.request()
                .body("{\"release_reservations\": true}")
                .post(TAKES + "/" + take + "/post")
                .then()
                .statusCode(200);
        assertEquals(
                1,
                books.count("SELECT count(*) FROM stock WHERE product_id = ? AND on_hand = 3 AND reserved = 3", milk));
        books.assertStock(shop.id(), bread, "4", "0");
    }

    @Test
    void ofManyWhoPostOrCancelAtOnceOneWins() {
        ProductId milk = shop.product("1.00", 5);
        String take = take();
        count(take, milk, 9).then().statusCode(200);
        List<Integer> statuses = Crowd.atOnce(
                12,
                i -> () -> i % 3 == 0
                        ? manager.request().post(TAKES + "/" + take + "/cancel").statusCode()
                        : post(manager, take).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count());
        assertEquals(11, statuses.stream().filter(status -> status == 409).count());
        String status = manager.request().get(TAKES + "/" + take).path("data.status");
        books.assertStock(shop.id(), milk, status.equals("POSTED") ? "9" : "5", "0");
    }

    @Test
    void countsAndChangesThatMeetAreAllBooked() {
        ProductId milk = shop.product("1.00", 100);
        String take = take();
        count(take, milk, 103).then().statusCode(200);
        List<Integer> statuses = Crowd.atOnce(
                13,
                i -> () -> i == 6
                        ? post(manager, take).statusCode()
                        : shop.adjust(milk, "{\"delta\": -2, \"reason\": \"DAMAGE\"}")
                                .statusCode());
        assertEquals(13, statuses.stream().filter(status -> status == 200).count());
        books.assertStock(shop.id(), milk, "79", "0");
        assertEquals(1, movements(milk, take));
    }

    @Test
    void wrongCountsChangeNothingAndNameWhatIsWrong() {
        ProductId milk = shop.product("1.00", 5);
        String take = take();
        employee.request()
                .body(Map.of(
                        "counts",
                        List.of(
                                Map.of("product_id", milk.toString(), "quantity", 0.5),
                                Map.of("product_id", milk.toString(), "quantity", -1))))
                .post(TAKES + "/" + take + "/counts")
                .then()
                .statusCode(400)
                .body(
                        "error.details.fields.field",
                        containsInAnyOrder("counts[0].quantity", "counts[1].product_id", "counts[1].quantity"));
        count(take, new ProductId(UUID.randomUUID()), 1)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        assertEquals(0, books.count("SELECT count(*) FROM stock_take_count WHERE product_id = ?", milk));
        manager.request()
                .header("If-Match", "\"7\"")
                .body("{}")
                .post(TAKES + "/" + take + "/post")
                .then()
                .statusCode(412);
        manager.request()
                .post(TAKES + "/" + take + "/cancel")
                .then()
                .statusCode(200)
                .body("data.status", equalTo("CANCELED"));
    }

    @Test
    void othersStoresAreNotThere() {
        String take = take();
        Account stranger = accounts.staff(Role.MANAGER, shops.open().id());
        stranger.request()
                .get(TAKES + "/" + take)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("STOCK_TAKE_NOT_FOUND"));
        post(stranger, take).then().statusCode(404);
        stranger.request()
                .body(Map.of("store_id", shop.id().toString()))
                .post(TAKES)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
        stranger.request().get(TAKES).then().body("data", hasSize(0));
        employee.request().queryParam("status", "OPEN").get(TAKES).then().body("data.id", contains(take));
        accounts.customer().request().get(TAKES).then().statusCode(403);
    }
}
