package aisle.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** A store is archived while somebody gives it something: one of them wins, and nothing is done by half. */
@AisleTest
class StoreArchiveRaceTest {
    private static final int ROUNDS = 8;

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

    private int archive() {
        return admin.request().delete("/api/v1/stores/" + shop.id()).statusCode();
    }

    /** The answers to the deed and to the archiving that happens at the same moment. */
    private List<Integer> against(Callable<Integer> deed) {
        List<Callable<Integer>> both = List.of(deed, this::archive);
        return Crowd.atOnce(2, both::get);
    }

    private void mustHaveNothing() {
        for (String table : List.of("assortment", "tag")) {
            assertEquals(0, books.count("SELECT count(*) FROM " + table + " WHERE store_id = ?", shop.id()), table);
        }
        assertEquals(0, books.count("SELECT count(*) FROM stock WHERE store_id = ? AND on_hand > 0", shop.id()));
        assertEquals(0, books.count("""
                SELECT count(*) FROM orders WHERE store_id = ? AND status NOT IN ('DELIVERED', 'CANCELED')
                """, shop.id()));
        assertEquals(1, books.count("SELECT count(*) FROM store WHERE id = ? AND archived_at IS NOT NULL", shop.id()));
    }

    @RepeatedTest(ROUNDS)
    void againstALink() {
        ProductId product = shops.open().product("1.00", 0);
        List<Integer> answers = against(() -> admin.request()
                .put("/api/v1/stores/" + shop.id() + "/products/" + product)
                .statusCode());
        assertTrue(List.of(204, 404).contains(answers.getFirst()), answers.toString());
        assertEquals(200, answers.getLast());
        mustHaveNothing();
    }

    @RepeatedTest(ROUNDS)
    void againstANewTag() {
        List<Integer> answers = against(() -> admin.request()
                .body("{\"name\": \"Late\"}")
                .post("/api/v1/stores/" + shop.id() + "/tags")
                .statusCode());
        assertTrue(List.of(201, 404).contains(answers.getFirst()), answers.toString());
        assertEquals(200, answers.getLast());
        mustHaveNothing();
    }

    @RepeatedTest(ROUNDS)
    void againstATagOnAProduct() {
        ProductId product = shop.product("1.00", 0);
        String tag = admin.request()
                .body("{\"name\": \"Raced\"}")
                .post("/api/v1/stores/" + shop.id() + "/tags")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        List<Integer> answers = against(() -> admin.request()
                .post("/api/v1/products/" + product + "/tags/" + tag)
                .statusCode());
        assertTrue(List.of(204, 422).contains(answers.getFirst()), answers.toString());
        assertEquals(200, answers.getLast());
        mustHaveNothing();
        assertEquals(
                answers.getFirst() == 204 ? 1 : 0,
                books.count("SELECT count(*) FROM product_tag WHERE tag_id = ?", UUID.fromString(tag)));
    }

    @RepeatedTest(ROUNDS)
    void againstAStockAdjustment() {
        ProductId product = shops.open().product("1.00", 0);
        List<Integer> answers = against(() ->
                shop.adjust(product, "{\"delta\": 2, \"reason\": \"RECEIPT\"}").statusCode());
        assertTrue(answers.equals(List.of(200, 409)) || answers.equals(List.of(404, 200)), answers.toString());
        if (answers.getLast() == 200) {
            mustHaveNothing();
        } else {
            books.assertStock(shop.id(), product, "2", "0");
        }
    }

    @RepeatedTest(ROUNDS)
    void againstAnOrder() {
        ProductId product = shop.product("1.00", 1);
        Account customer = accounts.customer();
        List<Integer> answers = against(() -> customer.request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(shop.pickup(product, 1))
                .post("/api/v1/orders")
                .statusCode());
        assertEquals(201, answers.getFirst());
        assertEquals(409, answers.getLast());
        assertEquals(1, books.count("SELECT count(*) FROM store WHERE id = ? AND archived_at IS NULL", shop.id()));
    }
}
