package aisle.platform.web.idempotency;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@AisleTest
class IdempotencyExpiryTest {
    @Inject
    RecurringWork recurringWork;

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void aKeyIsFreeAgainWhenItsTimeIsOver() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 9);
        Account buyer = accounts.customer();
        String first = order(buyer, store, product);
        assertEquals(first, order(buyer, store, product));
        books.change("UPDATE idempotency SET expires_at = created_at WHERE caller = ?", "user:" + buyer.id());
        String second = order(buyer, store, product);
        assertEquals(1, books.count("SELECT count(*) FROM idempotency WHERE caller = ?", "user:" + buyer.id()));
        given().auth()
                .oauth2(buyer.token())
                .get("/api/v1/orders/" + second)
                .then()
                .statusCode(200)
                .body("data.id", not(equalTo(first)));
        books.assertStock(store.id(), product, "9", "2");

        recurringWork.run("idempotency-expiry");
        assertEquals(1, books.count("SELECT count(*) FROM idempotency WHERE caller = ?", "user:" + buyer.id()));
        books.change("UPDATE idempotency SET expires_at = created_at WHERE caller = ?", "user:" + buyer.id());
        recurringWork.run("idempotency-expiry");
        assertEquals(0, books.count("SELECT count(*) FROM idempotency WHERE caller = ?", "user:" + buyer.id()));
    }

    private static String order(Account buyer, Shop.Opened store, ProductId product) {
        return buyer.request()
                .header("Idempotency-Key", "again")
                .body(store.pickup(product, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }
}
