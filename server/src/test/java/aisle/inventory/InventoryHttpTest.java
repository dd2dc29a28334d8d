package aisle.inventory;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class InventoryHttpTest {
    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void reorderingNeverBelowNothing() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 5);
        store.adjust(product, "{\"reorder_point\": -1, \"reorder_quantity\": -0.5}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("reorder_point", "reorder_quantity"))
                .body("error.details.fields.message", contains("must not be negative", "must not be negative"));
        store.stock(product).then().body("data[0].reorder_point", nullValue());
    }

    @Test
    void stockChangesByDifferenceAndByCountAndEachIsInTheLedger() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", "KG", "2.5");
        store.adjust(product, "{\"delta\": -0.250, \"reason\": \"DAMAGE\"}")
                .then()
                .statusCode(200)
                .body("data.on_hand", equalTo(2.25f))
                .body("data.available", equalTo(2.25f))
                .body("data.version", equalTo(2));
        store.adjust(product, "{\"on_hand\": 4, \"reason\": \"COUNT\", \"expected_on_hand\": 2.25}")
                .then()
                .statusCode(200)
                .body("data.on_hand", equalTo(4));
        store.admin()
                .request()
                .queryParam("store_id", store.id().toString())
                .get("/api/v1/inventory/movements")
                .then()
                .statusCode(200)
                .body("data.seq", contains(3, 2, 1))
                .body("data.delta", contains(1.75f, -0.25f, 2.5f))
                .body("data.balance_after", contains(4, 2.25f, 2.5f))
                .body("data.reason", contains("COUNT", "DAMAGE", "COUNT"))
                .body("meta.total", equalTo(3));
        books.assertStock(store.id(), product, "4", "0");
    }

    @Test
    void settingsChangeWithoutAMovementAndNullClears() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 3);
        store.adjust(product, "{\"bin_location\": \"A01-2\", \"reorder_point\": 5}")
                .then()
                .statusCode(200)
                .body("data.bin_location", equalTo("A01-2"))
                .body("data.reorder_point", equalTo(5))
                .body("data.on_hand", equalTo(3));
        store.adjust(product, "{\"bin_location\": null}")
                .then()
                .statusCode(200)
                .body("data.bin_location", nullValue())
                .body("data.reorder_point", equalTo(5));
        assertEquals(1, books.count("SELECT count(*) FROM stock_movement WHERE product_id = ?", product));
    }

    @Test
    void refusedChangesChangeNothing() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 3);
        store.adjust(product, "{\"delta\": -4, \"reason\": \"THEFT\"}")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("INSUFFICIENT_STOCK"))
                .body("error.details.items[0].available_quantity", equalTo(3));
        store.adjust(product, "{\"delta\": 1, \"reason\": \"RECEIPT\", \"expected_on_hand\": 7}")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("STOCK_CHANGED"));
        store.adjust(product, "{\"delta\": 0.5, \"reason\": \"RECEIPT\"}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("delta"));
        store.adjust(product, "{\"delta\": 1}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItem("reason"));
        store.adjust(product, "{\"delta\": 1, \"on_hand\": 2, \"reason\": \"COUNT\"}")
                .then()
                .statusCode(400);
        store.adjust(product, "{\"delta\": 1.0005, \"reason\": \"COUNT\"}")
                .then()
                .statusCode(400);
        store.adjust(product, "{\"delta\": 1e400000000, \"reason\": \"COUNT\"}")
                .then()
                .statusCode(400);
        store.adjust(product, "{\"delta\": 1, \"reason\": \"MAGIC\"}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("reason"));
        store.adjust(product, "{\"detla\": 1}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("detla"));
        store.adjust(new ProductId(UUID.randomUUID()), "{\"delta\": 1, \"reason\": \"RECEIPT\"}")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        books.assertStock(store.id(), product, "3", "0");
    }

    @Test
    void lessThanIsPromisedCannotRemain() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 5);
        accounts.customer()
                .request()
                .header("Idempotency-Key", "k")
                .body(store.pickup(product, 4))
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        store.adjust(product, "{\"on_hand\": 3, \"reason\": \"COUNT\"}")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("RESERVED_STOCK"))
                .body("error.details.reserved", equalTo(4));
        books.assertStock(store.id(), product, "5", "4");
    }

    @Test
    void staffActInTheirOwnStoresOnly() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 5);
        String path = "/api/v1/inventory/" + store.id() + "/" + product;
        String body = "{\"delta\": 1, \"reason\": \"RECEIPT\"}";
        accounts.staff(Role.EMPLOYEE, store.id())
                .request()
                .body(body)
                .patch(path)
                .then()
                .statusCode(200);
        accounts.staff(Role.MANAGER, shop.open().id())
                .request()
                .body(body)
                .patch(path)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
        accounts.customer()
                .request()
                .body(body)
                .patch(path)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("FORBIDDEN"));
        given().contentType("application/json").body(body).patch(path).then().statusCode(401);
        books.assertStock(store.id(), product, "6", "0");
        accounts.staff(Role.EMPLOYEE, store.id())
                .request()
                .get("/api/v1/inventory")
                .then()
                .body("data", hasSize(1))
                .body("data[0].store_id", equalTo(store.id().toString()));
    }

    @Test
    void manyChangesAtOnceAreAllBookedWithoutAGap() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 0);
        List<Integer> statuses = Crowd.atOnce(
                32,
                i -> () -> store.adjust(product, "{\"delta\": 1, \"reason\": \"RECEIPT\"}")
                        .statusCode());
        assertEquals(32, statuses.stream().filter(status -> status == 200).count());
        books.assertStock(store.id(), product, "32", "0");
        assertEquals(32, books.count("SELECT max(seq) FROM stock_movement WHERE product_id = ?", product));
    }

    @Test
    void theBooksAreProvenAndDriftIsFound() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 5);
        assertEquals(
                0,
                store.admin()
                        .request()
                        .get("/api/v1/inventory/verify")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("data.drift.findAll { it.product_id == '" + product + "' }")
                        .size());
        books.change("UPDATE stock SET on_hand = on_hand + 1 WHERE product_id = ?", product);
        store.admin()
                .request()
                .get("/api/v1/inventory/verify")
                .then()
                .body("data.consistent", equalTo(false))
                .body("data.drift.find { it.product_id == '" + product + "' }.on_hand", equalTo(6))
                .body("data.drift.find { it.product_id == '" + product + "' }.ledger", equalTo(5));
        books.change("UPDATE stock SET on_hand = on_hand - 1 WHERE product_id = ?", product);
        store.admin()
                .request()
                .get("/api/v1/inventory/verify")
                .then()
                .body("data.drift.findAll { it.product_id == '" + product + "' }", hasSize(0));
    }
}
