package aisle.settlement;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cash and cards at the door, per driver and day. */
@AisleTest
class CollectionsHttpTest {
    private static final String PATH = "/api/v1/payments/collections";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private String order(Shop.Opened store, ProductId product) {
        return accounts.customer()
                .request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(store.pickup(product, 2))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private static Response collect(Account driver, String order, String amount, String means) {
        return driver.request()
                .body(Map.of("order_id", order, "amount", amount, "means", means))
                .post(PATH);
    }

    private String day(String order) {
        return books.names("SELECT day::text FROM payment_collection WHERE order_id = ?", UUID.fromString(order))
                .getFirst();
    }

    @Test
    void whatDriversCollectIsReconciledByDay() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.50", 20);
        Account driver = accounts.staff(Role.EMPLOYEE, store.id());
        String first = order(store, product);
        collect(driver, first, "9.00", "CASH")
                .then()
                .statusCode(201)
                .body("data.status", equalTo("CAPTURED"))
                .body("data.captured.amount", equalTo("9.00"));
        collect(driver, order(store, product), "8.00", "CASH").then().statusCode(201);
        collect(driver, order(store, product), "9.00", "CARD").then().statusCode(201);
        String day = day(first);
        store.admin()
                .request()
                .queryParam("store_id", store.id().toString())
                .queryParam("day", day)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].orders", equalTo(3))
                .body("data[0].cash.amount", equalTo("17.00"))
                .body("data[0].card.amount", equalTo("9.00"))
                .body("data[0].handed_over", equalTo(null));
        store.admin()
                .request()
                .body(Map.of(
                        "store_id",
                        store.id().toString(),
                        "day",
                        day,
                        "collector_id",
                        driver.id().toString(),
                        "handed_over",
                        "16.50"))
                .post(PATH + "/settlements")
                .then()
                .statusCode(200)
                .body("data.difference.amount", contains("-0.50"));
    }

    @Test
    void nothingIsCollectedTwiceNorTooMuchNorElsewhere() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.50", 20);
        Account driver = accounts.staff(Role.EMPLOYEE, store.id());
        String order = order(store, product);
        collect(driver, order, "9.01", "CASH")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("AMOUNT_NOT_AUTHORIZED"));
        collect(accounts.staff(Role.EMPLOYEE, accounts.store().id()), order, "9.00", "CASH")
                .then()
                .statusCode(404);
        List<Integer> statuses = Crowd.atOnce(
                8, i -> () -> collect(driver, order, "9.00", "CASH").statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(7, statuses.stream().filter(status -> status == 409).count());
        assertEquals(
                1, books.count("SELECT count(*) FROM payment_collection WHERE order_id = ?", UUID.fromString(order)));
        driver.request()
                .queryParam("store_id", store.id().toString())
                .queryParam("day", LocalDate.EPOCH.toString())
                .get(PATH)
                .then()
                .statusCode(403);
    }
}
