package aisle.checkout;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders at the limits of what prices, quantities and totals can be. */
@AisleTest
class OrderLimitsTest {
    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @ParameterizedTest
    @CsvSource({
        "999999999999999.9999, 1",
        "999999999999999.99, 2",
        "9999999999.99, 999999999",
        "999999999999999.9999, 999999999"
    })
    void aTotalTooLargeToBeStoredIsRefusedAndTheCartStaysReadable(String price, int quantity) {
        Shop.Opened store = shop.open();
        ProductId gold = store.product(price, 999_999_999);
        Account buyer = accounts.customer();
        buyer.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(store.pickup(gold, quantity))
                .post("/api/v1/orders")
                .then()
                .statusCode(422)
                .body("error.code", equalTo("AMOUNT_TOO_LARGE"));

        buyer.request()
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        buyer.request()
                .body("{\"product_id\": \"" + gold + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        buyer.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}")
                .post("/api/v1/checkout/confirm")
                .then()
                .statusCode(422)
                .body("error.code", equalTo("AMOUNT_TOO_LARGE"));
        buyer.request().get("/api/v1/cart").then().statusCode(200).body("data.items", hasSize(1));
        buyer.request().get("/api/v1/orders").then().statusCode(200).body("data", hasSize(0));
        books.assertStock(store.id(), gold, "999999999", "0");
    }

    @Test
    void theLargestTotalIsStoredAndRead() {
        Shop.Opened store = shop.open();
        ProductId gold = store.product("999999999999999.99", 1);
        Account buyer = accounts.customer();
        String id = buyer.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(store.pickup(gold, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        buyer.request()
                .get("/api/v1/orders/" + id)
                .then()
                .statusCode(200)
                .body("data.totals.total.amount", equalTo("999999999999999.99"));
    }
}
