package aisle.catalog.categories;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.catalog.CatalogData;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.NaughtyStrings;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class CategoriesHttpTest {
    private static final String PATH = "/api/v1/categories";

    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    @Inject
    Categories categories;

    @Inject
    Database database;

    private Accounts.Account manager;

    @BeforeEach
    void signIn() {
        manager = accounts.staff(Role.MANAGER);
    }

    private ValidatableResponse post(String name, @Nullable String parent) {
        String parentId = parent == null ? "null" : "\"" + parent + "\"";
        return manager.request()
                .body("{\"name\": \"%s\", \"parent_id\": %s}".formatted(name, parentId))
                .post(PATH)
                .then();
    }

    private String create(String name, @Nullable String parent) {
        return post(name, parent).statusCode(201).extract().path("data.id");
    }

    private ValidatableResponse patch(String id, String body) {
        return manager.request().body(body).patch(PATH + "/" + id).then();
    }

    @Test
    void aRenamedOrMovedCategoryTakesItsSubtreeAlong() {
        String root = CatalogData.unique("Dairy ");
        String other = CatalogData.unique("Cool ");
        String dairy = create(root, null);
        String milk = create("Milk", dairy);
        String oat = create("Oat", milk);
        String cool = create(other, null);

        patch(milk, "{\"name\": \"Drinks\"}")
                .statusCode(200)
                .body("data.path", equalTo(root + " > Drinks"))
                .body("data.version", equalTo(2));
        given().get(PATH + "/" + oat).then().body("data.path", equalTo(root + " > Drinks > Oat"));

        patch(milk, "{\"parent_id\": \"%s\"}".formatted(cool)).statusCode(200);
        given().get(PATH + "/" + oat)
                .then()
                .statusCode(200)
                .body("data.path", equalTo(other + " > Drinks > Oat"))
                .body("data.path_ids", equalTo(List.of(cool, milk, oat)))
                .body("data.parent_id", equalTo(milk));

        patch(milk, "{\"parent_id\": null}").statusCode(200).body("data.parent_id", nullValue());
        given().get(PATH + "/" + oat).then().body("data.path_ids", equalTo(List.of(milk, oat)));
        given().get(PATH + "?parent_id=" + milk)
                .then()
                .body("data.id", contains(oat))
                .body("meta.total", equalTo(1));
        given().get(PATH + "?parent_id=" + dairy).then().body("meta.total", equalTo(0));
    }

    @Test
    void noCategoryStandsBelowItself() {
        String top = create(CatalogData.unique("Top "), null);
        String below = create("Below", top);
        for (String parent : List.of(top, below)) {
            patch(top, "{\"parent_id\": \"%s\"}".formatted(parent))
                    .statusCode(422)
                    .body("error.code", equalTo("CATEGORY_CYCLE"));
        }
        given().get(PATH + "/" + top).then().body("data.parent_id", nullValue()).body("data.version", equalTo(1));
        patch(top, "{\"parent_id\": \"%s\"}".formatted(UUID.randomUUID()))
                .statusCode(400)
                .body("error.details.fields.field", contains("parent_id"));
    }

    @Test
    void aNameIsUniqueUnderItsParent() {
        String name = CatalogData.unique("Käse ");
        String top = create(name, null);
        String one = create("One", top);
        create("Two", top);
        create("Two", one);
        post(name.toUpperCase(java.util.Locale.ROOT), null)
                .statusCode(409)
                .body("error.code", equalTo("CATEGORY_NAME_TAKEN"));
        patch(one, "{\"name\": \"two\"}").statusCode(409).body("error.code", equalTo("CATEGORY_NAME_TAKEN"));
        given().get(PATH + "/" + one).then().body("data.name", equalTo("One"));
        post("A > B", null).statusCode(400).body("error.details.fields.field", contains("name"));
    }

    @Test
    void aPutCreatesThenReplaces() {
        String id = UUID.randomUUID().toString();
        String body = "{\"name\": \"%s\", \"position\": 3}".formatted(CatalogData.unique("Put "));
        manager.request().body(body).put(PATH + "/" + id).then().statusCode(201).body("data.position", equalTo(3));
        manager.request().body(body).put(PATH + "/" + id).then().statusCode(200).body("data.version", equalTo(1));
        manager.request()
                .body("{\"name\": \"%s\"}".formatted(CatalogData.unique("Put ")))
                .put(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("data.position", equalTo(0));
    }

    @Test
    void theTreeIsAtMostThirtyLevelsDeep() {
        String top = create(CatalogData.unique("Deep "), null);
        String at = top;
        for (int level = 2; level <= 30; level++) {
            at = create("L", at);
        }
        post("L", at).statusCode(400).body("error.details.fields.code", contains("too_deep"));
        String roof = create(CatalogData.unique("Roof "), null);
        patch(top, "{\"parent_id\": \"%s\"}".formatted(roof))
                .statusCode(400)
                .body("error.details.fields.code", contains("too_deep"));
        given().get(PATH + "/" + at).then().body("data.path_ids.size()", equalTo(30));
    }

    @Test
    void onlyManagersAndAdminsWriteAndEverybodyReads() {
        String body = "{\"name\": \"N\"}";
        given().contentType("application/json").body(body).post(PATH).then().statusCode(401);
        accounts.customer().request().body(body).post(PATH).then().statusCode(403);
        accounts.staff(Role.EMPLOYEE).request().body(body).post(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(200);
        given().get(PATH + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("error.code", equalTo("CATEGORY_NOT_FOUND"));
    }

    @Test
    void aPathIsFoundOrMade() {
        String root = CatalogData.unique("Bakery ");
        aisle.kernel.CategoryId made = resolve(root + ">Bread ");
        assertEquals(made, resolve(root.toUpperCase(java.util.Locale.ROOT) + " > bread"));
        assertEquals(
                made, database.transaction(tx -> categories.resolve(tx, CatalogData.SYSTEM, List.of(root, "Bread"))));
        assertEquals(root + " > Bread", categories.get(made).pathName());
        String leaf = CatalogData.unique("Rolls ");
        assertEquals(resolve(root + " > " + leaf), resolve(leaf));
    }

    private aisle.kernel.CategoryId resolve(String path) {
        return database.transaction(tx -> categories.resolve(tx, CatalogData.SYSTEM, path));
    }

    private String product(String category) {
        return manager.request()
                .body("{\"name\": \"%s\", \"price\": 1, \"category_id\": \"%s\"}"
                        .formatted(CatalogData.unique("In "), category))
                .post("/api/v1/products")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private static final String COUNT = "data.findAll { it.id == '%s' }.product_count";

    private void mustCount(String root, int expected) {
        given().get("/api/v1/catalog/categories")
                .then()
                .statusCode(200)
                .body(COUNT.formatted(root), equalTo(List.of(expected)));
    }

    @Test
    void theTreeCountsWhatShoppersSeeInASubtree() {
        String top = create(CatalogData.unique("Counted "), null);
        String below = create("Below", top);
        String lowest = create("Lowest", below);
        product(top);
        String moving = product(lowest);
        String hidden = product(lowest);
        mustCount(top, 3);
        manager.request()
                .body("{\"status\": \"DRAFT\"}")
                .patch("/api/v1/products/" + hidden)
                .then()
                .statusCode(200);
        mustCount(top, 2);
        String other = create(CatalogData.unique("Other "), null);
        mustCount(other, 0);
        patch(lowest, "{\"parent_id\": \"%s\"}".formatted(other)).statusCode(200);
        mustCount(top, 1);
        mustCount(other, 1);
        manager.request()
                .body("{\"category_id\": \"%s\"}".formatted(below))
                .patch("/api/v1/products/" + moving)
                .then()
                .statusCode(200);
        mustCount(top, 2);
        mustCount(other, 0);
    }

    @Test
    void whatIsTurnedOffIsHiddenWithAllBelowIt() {
        String top = create(CatalogData.unique("Shown "), null);
        String below = create("Below", top);
        String lowest = create("Lowest", below);
        String product = product(lowest);
        mustCount(top, 1);
        manager.request()
                .header("If-Match", "\"2\"")
                .patch(PATH + "/" + below + "/toggle")
                .then()
                .statusCode(412);
        manager.request()
                .header("If-Match", "\"1\"")
                .patch(PATH + "/" + below + "/toggle")
                .then()
                .statusCode(200)
                .body("data.active", equalTo(false))
                .body("data.version", equalTo(2));
        mustCount(top, 0);
        for (String id : List.of(below, lowest)) {
            given().get("/api/v1/catalog/categories/" + id + "/products")
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("CATEGORY_NOT_FOUND"));
            given().get(PATH + "/" + id).then().statusCode(200);
        }
        given().get("/api/v1/catalog/products/" + product).then().statusCode(200);
        given().get("/api/v1/catalog/categories/" + top + "/products")
                .then()
                .statusCode(200)
                .body("meta.total", equalTo(0));
        given().get("/api/v1/catalog/products?category_id=" + lowest).then().body("meta.total", equalTo(0));
        manager.request().get("/api/v1/products?category_id=" + lowest).then().body("data.id", contains(product));
        manager.request()
                .patch(PATH + "/" + below + "/toggle")
                .then()
                .statusCode(200)
                .body("data.active", equalTo(true));
        mustCount(top, 1);
        given().get("/api/v1/catalog/categories/" + lowest + "/products")
                .then()
                .statusCode(200)
                .body("data.id", contains(product));
    }

    @Test
    void aCategoryThatIsUsedStays() {
        String top = create(CatalogData.unique("Used "), null);
        String below = create("Below", top);
        String product = product(below);
        for (String id : List.of(top, below)) {
            manager.request()
                    .delete(PATH + "/" + id)
                    .then()
                    .statusCode(409)
                    .body("error.code", equalTo("CATEGORY_IN_USE"));
        }
        manager.request()
                .header("If-Match", "\"2\"")
                .delete(PATH + "/" + below)
                .then()
                .statusCode(412);
        // What was deleted needs no category any more.
        data.sql("UPDATE product SET deleted_at = created_at WHERE id = ?", UUID.fromString(product));
        manager.request().delete(PATH + "/" + below).then().statusCode(204);
        manager.request().delete(PATH + "/" + below).then().statusCode(404);
        manager.request().delete(PATH + "/" + top).then().statusCode(204);
        given().get(PATH + "/" + top).then().statusCode(404);
        assertEquals(
                4,
                data.count(
                        "SELECT count(*) FROM outbox WHERE aggregate_type = 'category' AND aggregate_id IN (?, ?)",
                        top,
                        below));
    }

    @Test
    void siblingsStandInTheirOrder() {
        String top = create(CatalogData.unique("Ordered "), null);
        String last = create("A", top);
        String first = create("Z", top);
        String second = create("b", top);
        patch(last, "{\"position\": 2}").statusCode(200);
        given().get(PATH + "?parent_id=" + top).then().body("data.id", contains(second, first, last));
        given().get("/api/v1/catalog/categories")
                .then()
                .body(
                        "data.findAll { it.id == '%s' }.children.id.flatten()".formatted(top),
                        contains(second, first, last));
    }

    @Test
    void aFreshShopHasEightCategories() {
        given().queryParam("limit", 100)
                .get(PATH)
                .then()
                .body(
                        "data.name",
                        hasItems(
                                "Grocery",
                                "Household",
                                "Electronics",
                                "Stationery",
                                "Personal Care",
                                "Apparel",
                                "Home Improvement",
                                "Pet"));
    }

    @Test
    void anyNameComesBackUnchangedOrIsRefused() {
        String top = create(CatalogData.unique("Naughty "), null);
        for (String naughty : NaughtyStrings.ALL) {
            Response answer = manager.request()
                    .body(Map.of("name", naughty, "parent_id", top))
                    .post(PATH);
            if (answer.statusCode() == 201) {
                assertEquals(naughty.strip(), answer.path("data.name"));
            } else {
                assertTrue(List.of(400, 409).contains(answer.statusCode()), naughty + ": " + answer.statusCode());
            }
        }
    }
}
