package aisle.tags;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Keys;
import aisle.testing.NaughtyStrings;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class TagsHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    Shop shops;

    @Inject
    Books books;

    private Shop.Opened shop;
    private Account manager;

    @BeforeEach
    void open() {
        shop = shops.open();
        manager = accounts.staff(Role.MANAGER, shop.id());
    }

    private Response post(Account who, String name) {
        return who.request().body(Map.of("name", name)).post("/api/v1/stores/" + shop.id() + "/tags");
    }

    private String tag(String name) {
        return post(manager, name).then().statusCode(201).extract().path("data.id");
    }

    private Response put(Account who, ProductId product, String tag) {
        return who.request().post("/api/v1/products/" + product + "/tags/" + tag);
    }

    private Response take(Account who, ProductId product, String tag) {
        return who.request().delete("/api/v1/products/" + product + "/tags/" + tag);
    }

    @Test
    void aStoresTagsAreMadeFoundRenamedAndRemoved() {
        String id = post(manager, "  Vegan ")
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("data.name", equalTo("Vegan"))
                .body("data.store_id", equalTo(shop.id().toString()))
                .extract()
                .path("data.id");
        String other = tag("100% local");
        post(manager, "VEGAN").then().statusCode(409).body("error.code", equalTo("TAG_NAME_TAKEN"));
        given().get("/api/v1/stores/" + shop.id() + "/tags")
                .then()
                .statusCode(200)
                .body("data.id", contains(other, id))
                .body("meta.total", equalTo(2));
        given().queryParam("q", "0% L")
                .get("/api/v1/stores/" + shop.id() + "/tags")
                .then()
                .body("data.id", contains(other));
        given().queryParam("q", "_")
                .queryParam("store_id", shop.id().toString())
                .get("/api/v1/tags")
                .then()
                .body("data", hasSize(0));
        given().queryParam("store_id", shop.id().toString())
                .queryParam("unassigned", true)
                .get("/api/v1/tags")
                .then()
                .body("data", hasSize(0));

        manager.request()
                .header("If-Match", "\"7\"")
                .body("{\"name\": \"Plants\"}")
                .patch("/api/v1/tags/" + id)
                .then()
                .statusCode(412);
        manager.request()
                .body("{\"name\": \"100% LOCAL\"}")
                .patch("/api/v1/tags/" + id)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("TAG_NAME_TAKEN"));
        manager.request()
                .header("If-Match", "\"1\"")
                .body("{\"name\": \"Plants\"}")
                .patch("/api/v1/tags/" + id)
                .then()
                .statusCode(200)
                .body("data.name", equalTo("Plants"))
                .body("data.version", equalTo(2));
        given().get("/api/v1/tags/" + id).then().body("data.name", equalTo("Plants"));

        manager.request()
                .header("If-Match", "\"1\"")
                .delete("/api/v1/tags/" + id)
                .then()
                .statusCode(412);
        manager.request().delete("/api/v1/tags/" + id).then().statusCode(204);
        given().get("/api/v1/tags/" + id).then().statusCode(404).body("error.code", equalTo("TAG_NOT_FOUND"));
        assertEquals(
                List.of("tag.created", "tag.changed", "tag.deleted"),
                books.names("SELECT action FROM audit_entry WHERE resource_id = ? ORDER BY occurred_at, id", id));
        assertEquals(
                List.of("tag.created.v1", "tag.changed.v1", "tag.deleted.v1"),
                books.names("SELECT type FROM outbox WHERE aggregate_id = ? ORDER BY occurred_at, id", id));
    }

    @Test
    void whatAStoreSellsGetsItsTagsAndShowsThem() {
        ProductId product = shop.product("1.00", 3);
        String tag = tag("Fresh");
        put(manager, product, tag).then().statusCode(204);
        put(manager, product, tag).then().statusCode(204);
        for (String path : List.of("/api/v1/catalog/products/" + product, "/api/v1/products/" + product)) {
            shop.admin()
                    .request()
                    .get(path)
                    .then()
                    .body("data.tags.id", contains(tag))
                    .body("data.tags.name", contains("Fresh"))
                    .body("data.tags.store_id", contains(shop.id().toString()));
        }
        given().get("/api/v1/stores/" + shop.id() + "/products").then().body("data.tags.id.flatten()", contains(tag));

        manager.request()
                .delete("/api/v1/tags/" + tag)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("TAG_IN_USE"));
        take(manager, product, tag).then().statusCode(204);
        take(manager, product, tag).then().statusCode(204);
        given().get("/api/v1/catalog/products/" + product).then().body("data.tags", hasSize(0));
        put(manager, product, tag).then().statusCode(204);
        manager.request().delete("/api/v1/tags/" + tag + "?force=true").then().statusCode(204);
        given().get("/api/v1/catalog/products/" + product).then().body("data.tags", hasSize(0));
        assertEquals(
                3,
                books.count(
                        "SELECT count(*) FROM outbox WHERE aggregate_type = 'product_tag' AND aggregate_id = ?",
                        product + "/" + tag));
    }

    @Test
    void shoppersFindWhatHasATag() {
        ProductId product = shop.product("1.00", 1);
        String name = "Tag " + UUID.randomUUID();
        String tag = tag(name);
        put(manager, product, tag).then().statusCode(204);
        Shop.Opened other = shops.open();
        other.admin()
                .request()
                .put("/api/v1/stores/" + other.id() + "/products/" + product)
                .then()
                .statusCode(204);
        for (String wanted : List.of(name, name.toUpperCase(java.util.Locale.ROOT), tag)) {
            given().queryParam("tag", wanted)
                    .get("/api/v1/catalog/products")
                    .then()
                    .statusCode(200)
                    .body("data.id", contains(product.toString()));
            given().queryParam("tag", wanted)
                    .get("/api/v1/stores/" + shop.id() + "/products")
                    .then()
                    .body("data.id", contains(product.toString()));
        }
        // Another store's label says nothing of what this one sells.
        given().queryParam("tag", name)
                .get("/api/v1/stores/" + other.id() + "/products")
                .then()
                .body("data", hasSize(0));
        given().queryParam("tag", "no such " + name)
                .get("/api/v1/catalog/products")
                .then()
                .body("data", hasSize(0));
    }

    @Test
    void aProductThatTheTagsStoreDoesNotSellIsRefused() {
        String tag = tag("Elsewhere");
        Shop.Opened other = shops.open();
        ProductId foreign = other.product("1.00", 1);
        put(manager, foreign, tag).then().statusCode(422).body("error.code", equalTo("TAG_STORE_MISMATCH"));
        put(manager, new ProductId(UUID.randomUUID()), tag)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        put(manager, foreign, UUID.randomUUID().toString())
                .then()
                .statusCode(404)
                .body("error.code", equalTo("TAG_NOT_FOUND"));
        assertEquals(0, books.count("SELECT count(*) FROM product_tag WHERE tag_id = ?", UUID.fromString(tag)));
    }

    @Test
    void managersActInTheirStoresOnly() {
        ProductId product = shop.product("1.00", 1);
        String tag = tag("Ours");
        Account stranger = accounts.staff(Role.MANAGER, accounts.store().id());
        List<Response> refused = List.of(
                post(stranger, "Theirs"),
                put(stranger, product, tag),
                take(stranger, product, tag),
                stranger.request().body("{\"name\": \"T\"}").patch("/api/v1/tags/" + tag),
                stranger.request().delete("/api/v1/tags/" + tag));
        refused.forEach(answer -> answer.then().statusCode(403).body("error.code", equalTo("WRONG_STORE")));
        post(accounts.staff(Role.EMPLOYEE, shop.id()), "Clerk's").then().statusCode(403);
        given().get("/api/v1/tags/" + tag).then().body("data.name", equalTo("Ours"));
        put(shop.admin(), product, tag).then().statusCode(204);
        shop.admin()
                .request()
                .body("{\"name\": \"T\"}")
                .post("/api/v1/stores/" + UUID.randomUUID() + "/tags")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("STORE_NOT_FOUND"));
        given().get("/api/v1/stores/" + UUID.randomUUID() + "/tags")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("STORE_NOT_FOUND"));
    }

    @Test
    void theTagsOfAnArchivedStoreAreForAdministratorsAndForNoMoreProducts() {
        ProductId product = shop.product("1.00", 0);
        String tag = tag("Left");
        put(manager, product, tag).then().statusCode(204);
        shop.admin()
                .request()
                .delete("/api/v1/stores/" + shop.id())
                .then()
                .statusCode(200)
                .body("data.unassigned_tags", equalTo(1));
        given().get("/api/v1/tags/" + tag)
                .then()
                .body("data.store_id", equalTo(null))
                .body("data.version", equalTo(2));
        given().queryParam("unassigned", true)
                .queryParam("q", "left")
                .queryParam("limit", 100)
                .get("/api/v1/tags")
                .then()
                .body("data.id", hasItem(tag))
                .body("data.store_id", everyItem(equalTo(null)));
        given().queryParam("unassigned", false)
                .queryParam("q", "left")
                .get("/api/v1/tags")
                .then()
                .body("data.id", not(hasItem(tag)));
        given().get("/api/v1/catalog/products/" + product).then().body("data.tags.id", contains(tag));
        manager.request().delete("/api/v1/tags/" + tag).then().statusCode(403);
        Keys.Key bound = Keys.make(
                shop.admin(),
                Map.of(
                        "name",
                        "One store",
                        "scopes",
                        List.of("tags:write"),
                        "store_ids",
                        List.of(shops.open().id().toString())));
        bound.request()
                .body("{\"name\": \"Mine\"}")
                .patch("/api/v1/tags/" + tag)
                .then()
                .statusCode(403);
        Keys.Key everywhere = Keys.make(shop.admin(), Map.of("name", "All", "scopes", List.of("tags:write")));
        everywhere
                .request()
                .body("{\"name\": \"Left over\"}")
                .patch("/api/v1/tags/" + tag)
                .then()
                .statusCode(200)
                .body("data.version", equalTo(3));
        take(shop.admin(), product, tag).then().statusCode(204);
        put(shop.admin(), product, tag).then().statusCode(422).body("error.code", equalTo("TAG_STORE_MISMATCH"));
        shop.admin().request().delete("/api/v1/tags/" + tag).then().statusCode(204);
    }

    @Test
    void anyNameComesBackUnchangedOrIsRefused() {
        for (String naughty : NaughtyStrings.ALL) {
            Response answer = post(manager, naughty);
            if (answer.statusCode() == 201) {
                assertEquals(naughty.strip(), answer.path("data.name"));
                String id = answer.path("data.id");
                given().queryParam("q", naughty.strip())
                        .queryParam("limit", 100)
                        .get("/api/v1/stores/" + shop.id() + "/tags")
                        .then()
                        .statusCode(200)
                        .body("data.id", hasItem(id));
            } else {
                // Some are another's name in another case.
                assertTrue(List.of(400, 409).contains(answer.statusCode()), naughty + ": " + answer.statusCode());
            }
        }
    }
}
