package aisle.stores;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class StoreArchiveTest {
    @Inject
    Shop shops;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened shop;
    private Account admin;

    @BeforeEach
    void open() {
        shop = shops.open();
        admin = shop.admin();
    }

    private Response archive() {
        return admin.request().delete("/api/v1/stores/" + shop.id());
    }

    @Test
    void whatBelongedToAStoreBelongsToNone() {
        ProductId onlyHere = shop.product("1.00", 0);
        ProductId elsewhereToo = shop.product("1.00", 0);
        Shop.Opened other = shops.open();
        admin.request()
                .put("/api/v1/stores/" + other.id() + "/products/" + elsewhereToo)
                .then()
                .statusCode(204);
        admin.request()
                .body("{\"name\": \"Own\"}")
                .post("/api/v1/stores/" + shop.id() + "/tags")
                .then()
                .statusCode(201);

        admin.request()
                .header("If-Match", "\"9\"")
                .delete("/api/v1/stores/" + shop.id())
                .then()
                .statusCode(412);
        archive()
                .then()
                .statusCode(200)
                .body("data.id", equalTo(shop.id().toString()))
                .body("data.products", equalTo(2))
                .body("data.unassigned_products", equalTo(1))
                .body("data.unassigned_tags", equalTo(1));
        archive().then().statusCode(404).body("error.code", equalTo("STORE_NOT_FOUND"));

        String path = "/api/v1/stores/" + shop.id();
        for (String gone : new String[] {path, path + "/products", path + "/count", path + "/tags"}) {
            given().get(gone).then().statusCode(404).body("error.code", equalTo("STORE_NOT_FOUND"));
        }
        admin.request().body("{}").patch(path).then().statusCode(404);
        admin.request().body(Map.of("name", "Again")).put(path).then().statusCode(404);
        given().queryParam("name", shop.store().name())
                .get("/api/v1/stores/search")
                .then()
                .body("data", hasSize(0))
                .body("meta.total", equalTo(0));
        admin.request()
                .body(Map.of("name", shop.store().name()))
                .post("/api/v1/stores")
                .then()
                .statusCode(201);
        assertEquals(0, books.count("SELECT count(*) FROM assortment WHERE store_id = ?", shop.id()));
        assertEquals(1, books.count("SELECT count(*) FROM assortment WHERE product_id = ?", elsewhereToo));
        assertEquals(1, unassigned(onlyHere));
        assertEquals(0, unassigned(elsewhereToo));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'store.archived' AND resource_id = ?",
                        shop.id().toString()));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM outbox WHERE type = 'store.archived.v1' AND aggregate_id = ?",
                        shop.id().toString()));
    }

    /** How many products of this name no store sells. */
    private int unassigned(ProductId product) {
        String name = admin.request().get("/api/v1/products/" + product).path("data.name");
        return admin.request()
                .queryParam("assigned", false)
                .queryParam("q", name)
                .get("/api/v1/products")
                .path("meta.total");
    }

    @Test
    void aStoreWithStockStays() {
        ProductId product = shop.product("1.00", 1);
        archive().then().statusCode(409).body("error.code", equalTo("STORE_HAS_STOCK"));
        given().get("/api/v1/stores/" + shop.id()).then().statusCode(200).body("data.version", equalTo(1));
        shop.adjust(product, "{\"on_hand\": 0, \"reason\": \"COUNT\"}").then().statusCode(200);
        archive().then().statusCode(200).body("data.products", equalTo(1));
    }

    @Test
    void aStoreWithOpenOrdersStays() {
        ProductId product = shop.product("1.00", 1);
        String order = accounts.customer()
                .request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(shop.pickup(product, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        archive().then().statusCode(409).body("error.code", equalTo("STORE_HAS_OPEN_ORDERS"));
        books.change("UPDATE orders SET status = 'CANCELED' WHERE id = ?", UUID.fromString(order));
        books.change("DELETE FROM reservation WHERE owner_id = ?", UUID.fromString(order));
        books.change("UPDATE stock SET reserved = 0 WHERE store_id = ?", shop.id());
        archive().then().statusCode(409).body("error.code", equalTo("STORE_HAS_STOCK"));
        shop.adjust(product, "{\"on_hand\": 0, \"reason\": \"COUNT\"}").then().statusCode(200);
        archive().then().statusCode(200);
        admin.request()
                .get("/api/v1/orders/" + order)
                .then()
                .statusCode(200)
                .body("data.store.id", equalTo(shop.id().toString()));
    }

    @Test
    void aCartOfAnArchivedStoreWaitsForAnother() {
        ProductId product = shop.product("1.00", 1);
        Account customer = accounts.customer();
        customer.request()
                .body(Map.of("store_id", shop.id().toString()))
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        customer.request()
                .body(Map.of("product_id", product.toString(), "quantity", 1))
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        shop.adjust(product, "{\"on_hand\": 0, \"reason\": \"COUNT\"}").then().statusCode(200);
        archive().then().statusCode(200);
        customer.request().get("/api/v1/cart").then().statusCode(200).body("data.items", hasSize(0));
        Shop.Opened other = shops.open();
        admin.request()
                .put("/api/v1/stores/" + other.id() + "/products/" + product)
                .then()
                .statusCode(204);
        customer.request()
                .body(Map.of("store_id", other.id().toString()))
                .patch("/api/v1/cart")
                .then()
                .statusCode(200)
                .body("data.items.product_id", hasItem(product.toString()));
    }
}
