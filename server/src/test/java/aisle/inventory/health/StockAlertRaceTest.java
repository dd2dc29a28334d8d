package aisle.inventory.health;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Letters;
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From sales that meet to what the managers of the store are told: once for each fall. */
@AisleTest
class StockAlertRaceTest {
    @Inject
    Shop shops;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    RecurringWork work;

    private Shop.Opened shop;
    private Account manager;
    private Account buyer;

    @BeforeEach
    void open() {
        shop = shops.open();
        manager = accounts.staff(Role.MANAGER, shop.id());
        buyer = accounts.customer();
    }

    private int order(ProductId product, int quantity) {
        return buyer.request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(shop.pickup(product, quantity))
                .post("/api/v1/orders")
                .statusCode();
    }

    private void arrives(ProductId product, int quantity) {
        shop.adjust(product, "{\"delta\": " + quantity + ", \"reason\": \"RECEIPT\"}")
                .then()
                .statusCode(200);
    }

    /** How often it was told so far that the product fell across a border. */
    private long told(ProductId product, String event) {
        work.run(StockCrossings.NAME);
        assertEquals(0, books.count("SELECT count(*) FROM stock_crossing WHERE product_id = ?", product));
        return books.count(
                "SELECT count(*) FROM outbox WHERE type = ? AND aggregate_id = ?", event, shop.id() + "/" + product);
    }

    @Test
    void fiftySalesAcrossTheBorderAreToldOnceAndAgainAfterADelivery() {
        ProductId product = shop.product("1.00", 55);
        List<Integer> statuses = Crowd.atOnce(50, i -> () -> order(product, 1));
        assertEquals(50, statuses.stream().filter(status -> status == 201).count());
        assertEquals(1, told(product, "stock.ran_low.v1"));
        assertEquals(0, told(product, "stock.ran_out.v1"));

        arrives(product, 20);
        Crowd.atOnce(20, i -> () -> order(product, 1));
        assertEquals(2, told(product, "stock.ran_low.v1"));

        // The last five, and some who come too late.
        List<Integer> last = Crowd.atOnce(9, i -> () -> order(product, 1));
        assertEquals(5, last.stream().filter(status -> status == 201).count());
        assertEquals(1, told(product, "stock.ran_out.v1"));
        assertEquals(2, told(product, "stock.ran_low.v1"));
        books.assertStock(shop.id(), product, "75", "75");
    }

    @Test
    void allAtOnceRanOutOnly() {
        ProductId product = shop.product("1.00", 30);
        assertEquals(201, order(product, 30));
        assertEquals(1, told(product, "stock.ran_out.v1"));
        assertEquals(0, told(product, "stock.ran_low.v1"));
    }

    @Test
    void anOrderThatIsRefusedTellsNothing() {
        ProductId product = shop.product("1.00", 12);
        assertEquals(409, order(product, 13));
        assertEquals(0, told(product, "stock.ran_low.v1"));
        assertEquals(0, told(product, "stock.ran_out.v1"));
    }

    @Test
    void aReorderPointIsTheBorderOfItsProduct() {
        ProductId product = shop.product("1.00", 100);
        shop.adjust(product, "{\"reorder_point\": 60}").then().statusCode(200);
        assertEquals(201, order(product, 39));
        assertEquals(0, told(product, "stock.ran_low.v1"));
        assertEquals(201, order(product, 1));
        assertEquals(1, told(product, "stock.ran_low.v1"));
        assertEquals(201, order(product, 55));
        assertEquals(1, told(product, "stock.ran_low.v1"));
    }

    @Test
    void anotherSettingHoldsForOldAndNewProducts() {
        ProductId before = shop.product("1.00", 25);
        setLow(20);
        try {
            ProductId after = shop.product("1.00", 25);
            assertEquals(201, order(before, 4));
            assertEquals(201, order(after, 4));
            assertEquals(0, told(before, "stock.ran_low.v1"));
            assertEquals(0, told(after, "stock.ran_low.v1"));
            assertEquals(201, order(before, 1));
            assertEquals(201, order(after, 1));
            assertEquals(1, told(before, "stock.ran_low.v1"));
            assertEquals(1, told(after, "stock.ran_low.v1"));
        } finally {
            setLow(10);
        }
    }

    private void setLow(int low) {
        shop.admin()
                .request()
                .body("{\"critical\": 5, \"low\": " + low
                        + ", \"medium\": 50, \"lead_time_days\": 7, \"safety_days\": 3}")
                .put("/api/v1/inventory/thresholds")
                .then()
                .statusCode(200);
    }

    @Test
    void managersAreToldInTheAppAndByMailAsTheyLike() {
        Account silent = accounts.staff(Role.MANAGER, shop.id());
        Account stranger = accounts.staff(Role.MANAGER, shops.open().id());
        Account employee = accounts.staff(Role.EMPLOYEE, shop.id());
        Account reader = accounts.staff(Role.MANAGER, shop.id());
        String preferences = "/api/v1/me/notification-preferences";
        manager.request()
                .get(preferences)
                .then()
                .statusCode(200)
                .body("data.stock_alerts.in_app", equalTo(true))
                .body("data.stock_alerts.by_mail", equalTo(false))
                .body("data.version", equalTo(0))
                .body("data.updated_at", nullValue());
        silent.request()
                .body("{\"stock_alerts\": {\"in_app\": false, \"by_mail\": false}}")
                .put(preferences)
                .then()
                .statusCode(200)
                .body("data.version", equalTo(1));
        silent.request()
                .header("If-Match", "\"0\"")
                .body("{\"stock_alerts\": {\"in_app\": true, \"by_mail\": true}}")
                .put(preferences)
                .then()
                .statusCode(412);
        reader.request()
                .body("{\"stock_alerts\": {\"in_app\": false, \"by_mail\": true}}")
                .put(preferences)
                .then()
                .statusCode(200);
        employee.request().get(preferences).then().statusCode(403);

        ProductId scarce = shop.product("1.00", 12);
        ProductId gone = shop.product("1.00", 3);
        assertEquals(201, order(scarce, 4));
        assertEquals(201, order(gone, 3));
        assertEquals(1, told(scarce, "stock.ran_low.v1"));
        assertEquals(1, told(gone, "stock.ran_out.v1"));
        Waiting.until(
                "the events are delivered",
                () -> books.count(
                                "SELECT count(*) FROM notification WHERE user_id = ?",
                                manager.id().value())
                        == 2);
        manager.request()
                .get("/api/v1/me/notifications")
                .then()
                .statusCode(200)
                .body("data.collect { it.type }.sort()", contains("STOCK_LOW", "STOCK_OUT"))
                .body("data.find { it.type == 'STOCK_LOW' }.payload.product_id", equalTo(scarce.toString()))
                .body("data.find { it.type == 'STOCK_LOW' }.payload.available", equalTo(8))
                .body("data.order_id", contains(nullValue(), nullValue()));
        for (Account nobody : List.of(silent, stranger, employee, reader)) {
            nobody.request().get("/api/v1/me/notifications").then().body("data", empty());
        }

        work.run("stock-alert-mails");
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM stock_alert WHERE user_id = ?",
                        reader.id().value()));
        Waiting.until("both were mailed", () -> {
            String read = Letters.to(reader.email()).stream()
                    .map(Letters.Letter::text)
                    .collect(Collectors.joining());
            return read.contains(name(scarce) + ": 8 left") && read.contains(name(gone) + ": out of stock");
        });
        assertEquals(List.of(), Letters.to(manager.email()));
    }

    private String name(ProductId product) {
        return books.names("SELECT name FROM product WHERE id = ?", product).getFirst();
    }
}
