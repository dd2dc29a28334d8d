package aisle.catalog.assortment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@AisleTest
class AssortmentHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    Shop shops;

    @Inject
    Books books;

    private Shop.Opened shop;
    private Account manager;
    private String path;

    @BeforeEach
    void open() {
        shop = shops.open();
        manager = accounts.staff(Role.MANAGER, shop.id());
        path = "/api/v1/stores/" + shop.id();
    }

    /** A product in no store. */
    private String product(String status) {
        return shop.admin()
                .request()
                .body(Map.of("name", "Good " + UUID.randomUUID(), "price", 1, "status", status))
                .post("/api/v1/products")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private List<String> products(int count) {
        return IntStream.range(0, count).mapToObj(i -> product("ACTIVE")).toList();
    }

    private ValidatableResponse many(String what, Collection<String> ids) {
        return manager.request()
                .body(Map.of("product_ids", ids))
                .post(path + what)
                .then();
    }

    private void mustCount(int expected) {
        given().get(path + "/count").then().statusCode(200).body("data.item_count", equalTo(expected));
        assertEquals(expected, books.count("""
                SELECT count(*) FROM assortment a JOIN product p ON p.id = a.product_id
                WHERE a.store_id = ? AND p.status = 'ACTIVE' AND p.deleted_at IS NULL
                """, shop.id()));
        given().get(path + "/products").then().body("meta.total", equalTo(expected));
    }

    private long recorded(String action) {
        return books.count("SELECT count(*) FROM audit_entry WHERE action = ? AND store_id = ?", action, shop.id());
    }

    @Test
    void manyProductsEnterAndLeaveTogether() {
        List<String> ids = products(3);
        many("/products", ids).statusCode(200).body("data.changed", equalTo(3)).body("data.unchanged", equalTo(0));
        mustCount(3);
        List<String> twice = Stream.concat(ids.stream(), ids.stream()).toList();
        many("/products", twice)
                .statusCode(200)
                .body("data.changed", equalTo(0))
                .body("data.unchanged", equalTo(3));
        assertEquals(1, recorded("assortment.added"));

        many("/products/remove", ids.subList(0, 2)).statusCode(200).body("data.changed", equalTo(2));
        many("/products/remove", ids)
                .statusCode(200)
                .body("data.changed", equalTo(1))
                .body("data.unchanged", equalTo(2));
        many("/products/remove", ids).statusCode(200).body("data.changed", equalTo(0));
        assertEquals(2, recorded("assortment.removed"));
        mustCount(0);
        assertEquals(
                3,
                books.count(
                        "SELECT count(*) FROM outbox WHERE aggregate_type = 'assortment' AND aggregate_id = ?",
                        shop.id().toString()));
    }

    @Test
    void oneUnknownProductKeepsAllOut() {
        List<String> ids = products(2);
        String unknown = UUID.randomUUID().toString();
        many("/products", List.of(ids.get(0), unknown, ids.get(1)))
                .statusCode(400)
                .body("error.details.fields.field", contains("product_ids[1]"))
                .body("error.details.fields.code", contains("not_found"));
        mustCount(0);
        assertEquals(0, recorded("assortment.added"));
        many("/products", List.of()).statusCode(400);
        many("/products", Collections.nCopies(1001, ids.getFirst())).statusCode(400);
        many("/products", Collections.nCopies(1000, ids.getFirst()))
                .statusCode(200)
                .body("data.changed", equalTo(1));
    }

    @Test
    void managersStockTheirStoresOnly() {
        manager = accounts.staff(Role.MANAGER, accounts.store().id());
        List<String> ids = products(1);
        many("/products", ids).statusCode(403).body("error.code", equalTo("WRONG_STORE"));
        many("/products/remove", ids).statusCode(403).body("error.code", equalTo("WRONG_STORE"));
        mustCount(0);
    }

    @Test
    void onlyWhatShoppersSeeIsCounted() {
        String active = product("ACTIVE");
        String draft = product("DRAFT");
        many("/products", List.of(active, draft)).statusCode(200).body("data.changed", equalTo(2));
        mustCount(1);
        shop.admin()
                .request()
                .body("{\"status\": \"ACTIVE\"}")
                .patch("/api/v1/products/" + draft)
                .then()
                .statusCode(200);
        mustCount(2);
        shop.admin()
                .request()
                .body("{\"status\": \"ARCHIVED\"}")
                .patch("/api/v1/products/" + active)
                .then()
                .statusCode(200);
        mustCount(1);
        many("/products/remove", List.of(active)).statusCode(200).body("data.changed", equalTo(1));
        mustCount(1);
        books.change("UPDATE product SET deleted_at = created_at WHERE id = ?", UUID.fromString(draft));
        mustCount(0);
    }

    @Test
    void whatNoStoreSellsIsUnassigned() {
        String id = product("ACTIVE");
        unassigned(id).body("data.id", contains(id));
        many("/products", List.of(id)).statusCode(200);
        unassigned(id).body("data", hasSize(0));
        manager.request().delete(path + "/products/" + id).then().statusCode(204);
        unassigned(id).body("data.id", contains(id));
    }

    @RepeatedTest(10)
    void whatItsLastTwoStoresGiveUpAtOnceIsUnassigned() {
        String id = product("ACTIVE");
        List<Shop.Opened> stores = List.of(shops.open(), shops.open());
        List<String> links = stores.stream()
                .map(store -> "/api/v1/stores/" + store.id() + "/products/" + id)
                .toList();
        links.forEach(
                link -> stores.getFirst().admin().request().put(link).then().statusCode(204));
        List<Integer> answers = Crowd.atOnce(
                2,
                i -> () -> stores.get(i).admin().request().delete(links.get(i)).statusCode());
        assertEquals(List.of(204, 204), answers);
        unassigned(id).body("data.id", contains(id));
    }

    /** The product, if no store sells it. */
    private ValidatableResponse unassigned(String id) {
        String name = manager.request().get("/api/v1/products/" + id).path("data.name");
        return manager.request()
                .queryParam("assigned", false)
                .queryParam("q", name)
                .get("/api/v1/products")
                .then()
                .statusCode(200);
    }

    @Test
    void aProductThatLeavesLosesTheStoresTagsAndKeepsOthers() {
        String id = product("ACTIVE");
        Shop.Opened other = shops.open();
        for (Shop.Opened one : List.of(shop, other)) {
            one.admin()
                    .request()
                    .put("/api/v1/stores/" + one.id() + "/products/" + id)
                    .then()
                    .statusCode(204);
            String tag = one.admin()
                    .request()
                    .body("{\"name\": \"Kept\"}")
                    .post("/api/v1/stores/" + one.id() + "/tags")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("data.id");
            one.admin()
                    .request()
                    .post("/api/v1/products/" + id + "/tags/" + tag)
                    .then()
                    .statusCode(204);
        }
        given().get("/api/v1/catalog/products/" + id).then().body("data.tags", hasSize(2));
        many("/products/remove", List.of(id)).statusCode(200).body("data.changed", equalTo(1));
        given().get("/api/v1/catalog/products/" + id)
                .then()
                .body("data.tags.store_id", contains(other.id().toString()));
    }

    @RepeatedTest(5)
    void manyWhoAddAndRemoveTheSameLeaveTheRightCount() {
        List<String> ids = products(4);
        List<String> back = ids.reversed();
        List<Integer> answers = Crowd.atOnce(
                8,
                i -> () -> manager.request()
                        .body(Map.of("product_ids", i % 2 == 0 ? ids : back))
                        .post(path + (i < 4 ? "/products" : "/products/remove"))
                        .statusCode());
        assertEquals(Collections.nCopies(8, 200), answers);
        int left = (int) books.count("SELECT count(*) FROM assortment WHERE store_id = ?", shop.id());
        mustCount(left);
        many("/products", ids).statusCode(200).body("data.unchanged", equalTo(left));
        mustCount(4);
    }

    @RepeatedTest(5)
    void aStatusThatChangesWhileProductsComeAndGoIsCountedOnce() {
        ProductId id = new ProductId(UUID.fromString(product("ACTIVE")));
        List<Callable<Integer>> deeds = List.of(
                () -> manager.request().put(path + "/products/" + id).statusCode(),
                () -> shop.admin()
                        .request()
                        .body("{\"status\": \"DRAFT\"}")
                        .patch("/api/v1/products/" + id)
                        .statusCode(),
                () -> manager.request().delete(path + "/products/" + id).statusCode(),
                () -> shop.admin()
                        .request()
                        .body("{\"status\": \"ACTIVE\"}")
                        .patch("/api/v1/products/" + id)
                        .statusCode());
        List<Integer> answers = Crowd.atOnce(4, deeds::get);
        assertTrue(answers.stream().allMatch(status -> status == 200 || status == 204), answers.toString());
        long sold = books.count("""
                SELECT count(*) FROM assortment a JOIN product p ON p.id = a.product_id
                WHERE a.store_id = ? AND p.status = 'ACTIVE'
                """, shop.id());
        mustCount((int) sold);
    }
}
