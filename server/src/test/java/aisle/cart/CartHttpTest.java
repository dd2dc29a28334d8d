package aisle.cart;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class CartHttpTest {
    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void aCartStaysReadableInAStoreOfAnotherCurrency() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("9.99", 5);
        Account buyer = accounts.customer();
        String tokyo = store.admin()
                .request()
                .body("{\"name\": \"Tokyo " + UUID.randomUUID() + "\", \"currency\": \"JPY\"}")
                .post("/api/v1/stores")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        buyer.request().body("{\"store_id\": \"" + store.id() + "\"}").patch("/api/v1/cart");
        buyer.request()
                .body("{\"product_id\": \"" + milk + "\", \"quantity\": 2}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        buyer.request()
                .body("{\"store_id\": \"" + tokyo + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200)
                .body("data.currency", equalTo("JPY"))
                .body("data.items[0].line_total.amount", equalTo("19.98"))
                .body("data.items[0].line_total.currency", equalTo("USD"))
                .body("data.items[0].available_quantity", equalTo(0))
                .body("data.totals.total.amount", equalTo("0"))
                .body("data.totals.total.currency", equalTo("JPY"));
        buyer.request().get("/api/v1/cart").then().statusCode(200).body("data.items", hasSize(1));
        buyer.request()
                .body("{\"fulfillment_type\": \"PICKUP\"}")
                .post("/api/v1/checkout/preview")
                .then()
                .statusCode(200)
                .body("data.missing_items", hasSize(1));
    }

    @Test
    void linesAreChangedAndTakenOut() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.50", 10);
        Account buyer = accounts.customer();
        buyer.request().get("/api/v1/cart").then().statusCode(200).body("data.id", nullValue());
        choose(buyer, store);
        String line = add(buyer, product, 2).then().statusCode(200).extract().path("data.items[0].id");
        buyer.request()
                .body("{\"quantity\": 7}")
                .put("/api/v1/cart/items/" + line)
                .then()
                .statusCode(200)
                .body("data.items[0].quantity", equalTo(7))
                .body("data.totals.total.amount", equalTo("10.50"));
        buyer.request()
                .body("{\"quantity\": 11}")
                .put("/api/v1/cart/items/" + line)
                .then()
                .statusCode(409);
        accounts.customer()
                .request()
                .body("{\"quantity\": 1}")
                .put("/api/v1/cart/items/" + line)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("CART_LINE_NOT_FOUND"));
        buyer.request().get("/api/v1/cart").then().body("data.items[0].quantity", equalTo(7));
        buyer.request()
                .delete("/api/v1/cart/items/" + line)
                .then()
                .statusCode(200)
                .body("data.items", hasSize(0));
        buyer.request().delete("/api/v1/cart/items/" + UUID.randomUUID()).then().statusCode(404);
        add(buyer, product, 1).then().statusCode(200);
        buyer.request().delete("/api/v1/cart").then().statusCode(200).body("data.items", hasSize(0));
    }

    @Test
    void anExpiredCartIsGoneForChangesAndCheckoutToo() {
        Shop.Opened store = shop.open();
        ProductId forgotten = store.product("9.00", 10);
        ProductId wanted = store.product("1.00", 10);
        Account buyer = accounts.customer();
        choose(buyer, store);
        add(buyer, forgotten, 1).then().statusCode(200);
        expire(forgotten);
        buyer.request().get("/api/v1/cart").then().statusCode(200).body("data.items", hasSize(0));
        buyer.request()
                .header("Idempotency-Key", "late")
                .body("{\"store_id\": \"%s\", \"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}"
                        .formatted(store.id()))
                .post("/api/v1/checkout/confirm")
                .then()
                .statusCode(422)
                .body("error.code", equalTo("CART_EMPTY"));

        expire(forgotten);
        choose(buyer, store);
        add(buyer, wanted, 2).then().statusCode(200).body("data.items.product_id", equalTo(List.of(wanted.toString())));
        books.assertStock(store.id(), forgotten, "10", "0");
    }

    private void expire(ProductId inCart) {
        books.change(
                "UPDATE cart SET expires_at = created_at - interval '1 day'"
                        + " WHERE id = (SELECT cart_id FROM cart_line WHERE product_id = ?)",
                inCart);
    }

    @Test
    void manyAdditionsAtOnceAddUpInOneCart() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 100);
        Account buyer = accounts.customer();
        List<Integer> statuses = Crowd.atOnce(20, i -> () -> {
            choose(buyer, store);
            return add(buyer, product, 1).statusCode();
        });
        assertEquals(20, statuses.stream().filter(status -> status == 200).count());
        buyer.request().get("/api/v1/cart").then().body("data.items[0].quantity", equalTo(20));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM cart c JOIN customer u ON u.id = c.customer_id WHERE u.user_id = ?",
                        buyer.id()));
    }

    private static void choose(Account buyer, Shop.Opened store) {
        buyer.request()
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
    }

    private static io.restassured.response.Response add(Account buyer, ProductId product, int quantity) {
        return buyer.request()
                .body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items");
    }
}
