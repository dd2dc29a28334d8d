package aisle.probes;

import aisle.kernel.ProductId;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Products with prices of their own in a store, for the probes about prices. */
final class PricedProducts {
    private final Shop.Opened here;
    private final Books books;
    private String scheduledPrice = "";

    PricedProducts(Shop.Opened here, Books books) {
        this.here = here;
        this.books = books;
    }

    /** A product that nothing else is about. */
    String fresh() {
        return id(here.admin()
                .request()
                .body(Map.of("name", "Product " + UUID.randomUUID(), "price", 2))
                .post("/api/v1/products"));
    }

    /** A product for which the store has a list price. */
    String listed() {
        String product = fresh();
        here.admin()
                .request()
                .body(Map.of("price", 1))
                .put("/api/v1/products/" + product + "/prices/stores/" + here.id())
                .then()
                .statusCode(201);
        return product;
    }

    /** A product for which the store has a scheduled price, that of {@link #scheduledPrice}. */
    String scheduled() {
        String product = fresh();
        scheduledPrice = id(here.admin()
                .request()
                .body(Map.of("store_id", here.id().toString(), "price", 1))
                .post("/api/v1/products/" + product + "/prices"));
        return product;
    }

    String scheduledPrice() {
        return scheduledPrice;
    }

    /** Gives a product so many past prices and so many that are to come. */
    void fill(ProductId product, int count) {
        books.change("DELETE FROM product_price WHERE product_id = ? AND store_id = ?", product, here.id());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int i = 1; i <= count; i++) {
            span(product, now.minus(i, ChronoUnit.DAYS));
            span(product, now.plus(i, ChronoUnit.DAYS));
        }
    }

    private void span(ProductId product, Instant from) {
        books.change("""
                INSERT INTO product_price (product_id, store_id, currency, valid_from, valid_to, scheduled, id, price)
                VALUES (?, ?, 'USD', ?, ?, true, ?, 1)
                """, product, here.id(), from, from.plus(1, ChronoUnit.HOURS), UUID.randomUUID());
    }

    private static String id(Response created) {
        return created.then().statusCode(201).extract().path("data.id");
    }
}
