package aisle.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What must hold when several people tag at once. */
@AisleTest
class TagRaceTest {
    @Inject
    Shop shops;

    @Inject
    Books books;

    private Shop.Opened shop;
    private Account admin;

    @BeforeEach
    void open() {
        shop = shops.open();
        admin = shop.admin();
    }

    private String tag(String name) {
        return admin.request()
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/stores/" + shop.id() + "/tags")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    @Test
    void oneOfTwentyGetsAName() {
        List<Integer> answers = Crowd.atOnce(
                20,
                i -> () -> admin.request()
                        .body("{\"name\": \"" + (i % 2 == 0 ? "raced" : "RACED") + "\"}")
                        .post("/api/v1/stores/" + shop.id() + "/tags")
                        .statusCode());
        assertEquals(1, Collections.frequency(answers, 201), answers.toString());
        assertEquals(19, Collections.frequency(answers, 409), answers.toString());
        assertEquals(1, books.count("SELECT count(*) FROM tag WHERE store_id = ?", shop.id()));
    }

    @RepeatedTest(10)
    void aProductThatIsTakenOutWhileItIsTaggedHasNoTag() {
        ProductId product = shop.product("1.00", 0);
        String tag = tag("Race");
        List<Callable<Integer>> deeds = List.of(
                () -> admin.request()
                        .post("/api/v1/products/" + product + "/tags/" + tag)
                        .statusCode(),
                () -> admin.request()
                        .delete("/api/v1/stores/" + shop.id() + "/products/" + product)
                        .statusCode());
        List<Integer> answers = Crowd.atOnce(2, deeds::get);
        assertTrue(List.of(204, 422).contains(answers.getFirst()), answers.toString());
        assertEquals(204, answers.getLast());
        assertEquals(0, books.count("SELECT count(*) FROM product_tag WHERE product_id = ?", product));
    }

    @RepeatedTest(10)
    void aTagThatIsRemovedWhileItIsGivenIsOnNoProductOrStays() {
        ProductId product = shop.product("1.00", 0);
        String tag = tag("Gone");
        List<Callable<Integer>> deeds = List.of(
                () -> admin.request()
                        .post("/api/v1/products/" + product + "/tags/" + tag)
                        .statusCode(),
                () -> admin.request().delete("/api/v1/tags/" + tag).statusCode());
        List<Integer> answers = Crowd.atOnce(2, deeds::get);
        assertTrue(answers.equals(List.of(204, 409)) || answers.equals(List.of(404, 204)), answers.toString());
        assertEquals(
                answers.getFirst() == 204 ? 1 : 0,
                books.count("SELECT count(*) FROM product_tag WHERE tag_id = ?", UUID.fromString(tag)));
    }

    @RepeatedTest(5)
    void manyWhoGiveTheSameTagGiveItOnce() {
        ProductId product = shop.product("1.00", 0);
        String tag = tag("Often");
        List<Integer> answers = Crowd.atOnce(
                8,
                i -> () -> admin.request()
                        .post("/api/v1/products/" + product + "/tags/" + tag)
                        .statusCode());
        assertEquals(Collections.nCopies(8, 204), answers);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'product.tagged' AND resource_id = ?",
                        product.toString()));
    }
}
