package aisle.catalog.products;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.catalog.CatalogData;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Products that share a group. */
@AisleTest
class VariantsHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    private Accounts.Account admin;
    private String handle;

    @BeforeEach
    void signIn() {
        admin = accounts.admin();
        handle = CatalogData.unique("shirt-");
    }

    private ValidatableResponse post(String size, String title) {
        String more = title == null ? "" : ", \"title\": \"" + title + "\"";
        return admin.request()
                .body("""
                        {"name": "Shirt %s", "price": 20, "group": {"handle": "%s"%s}, "options": {"Size": "%s"}}
                        """.formatted(size, handle, more, size))
                .post("/api/v1/products")
                .then();
    }

    private String variant(String size) {
        return post(size, null).statusCode(201).extract().path("data.id");
    }

    private ValidatableResponse patch(String id, String body) {
        return admin.request().body(body).patch("/api/v1/products/" + id).then();
    }

    private static ValidatableResponse shown(String id, StoreId store) {
        String query = store == null ? "" : "?store_id=" + store;
        return given().get("/api/v1/catalog/products/" + id + query).then().statusCode(200);
    }

    @Test
    void variantsAreListedTogetherWithPriceStockAndOptions() {
        String small = variant("S");
        String medium = variant("M");
        StoreId store = data.store(null, "USD").id();
        ProductId mediumId = new ProductId(UUID.fromString(medium));
        data.sell(store, mediumId);
        data.stock(store, mediumId, "5", "2");
        data.ownPrice(store, mediumId, Money.of("18", "USD"), Instant.EPOCH);
        shown(small, null)
                .body("data.group", equalTo(Map.of("handle", handle, "title", "Shirt S")))
                .body("data.options", equalTo(Map.of("Size", "S")))
                .body("data.variants.id", contains(small, medium))
                .body("data.variants.options.Size", contains("S", "M"))
                .body("data.variants.price.amount", contains("20.00", "20.00"))
                .body("data.variants.available_quantity", contains(0, 3))
                .body("data.variants.in_stock", contains(false, true));
        shown(medium, store)
                .body("data.variants", hasSize(1))
                .body("data.variants[0].price.amount", equalTo("18.00"))
                .body("data.variants[0].available_quantity", equalTo(3));
        given().get("/api/v1/catalog/products?q=Shirt&limit=1").then().body("data[0].variants", nullValue());
        patch(small, "{\"status\": \"DRAFT\"}").statusCode(200);
        shown(medium, null).body("data.variants.id", contains(medium));
        String alone = data.product(CatalogData.unique("Alone "), "1").id().toString();
        shown(alone, null).body("data.variants", hasSize(0)).body("data.group", nullValue());
    }

    @Test
    void noTwoVariantsHaveTheSameOptions() {
        String small = variant("S");
        String medium = variant("M");
        post("s", null).statusCode(409).body("error.code", equalTo("VARIANT_TAKEN"));
        patch(medium, "{\"options\": {\"Size\": \"S\"}}").statusCode(409).body("error.code", equalTo("VARIANT_TAKEN"));
        patch(medium, "{\"options\": {\"Color\": \"Red\"}}")
                .statusCode(200)
                .body("data.options", equalTo(Map.of("Size", "M", "Color", "Red")))
                .body("data.version", equalTo(2));
        admin.request().delete("/api/v1/products/" + small).then().statusCode(204);
        post("S", null).statusCode(201);
        assertEquals(
                2,
                data.count(
                        "SELECT count(*) FROM product p JOIN product_group g ON g.id = p.group_id"
                                + " WHERE g.handle = ? AND p.deleted_at IS NULL",
                        handle));
    }

    @Test
    void theTitleOfAGroupIsTheSameForAllAndCanBeChanged() {
        String small = variant("S");
        String medium = post("M", "Shirts").statusCode(201).extract().path("data.id");
        shown(small, null).body("data.group.title", equalTo("Shirts"));
        patch(small, "{\"group\": {\"title\": \"Fine shirts\"}}")
                .statusCode(200)
                .body("data.group", equalTo(Map.of("handle", handle, "title", "Fine shirts")))
                .body("data.version", equalTo(1));
        shown(medium, null).body("data.group.title", equalTo("Fine shirts"));
        String entries = """
                SELECT count(*) FROM audit_entry a JOIN product_group g ON g.id::text = a.resource_id
                WHERE g.handle = ? AND a.action = 'product_group.changed'
                """;
        assertEquals(2, data.count(entries, handle));
    }

    @Test
    void aVariantMovesToAnotherGroupOrLeaves() {
        String id = variant("S");
        String other = CatalogData.unique("other-");
        patch(id, "{\"group\": {\"handle\": \"%s\", \"title\": null}}".formatted(other))
                .statusCode(200)
                .body("data.group", equalTo(Map.of("handle", other, "title", "Shirt S")))
                .body("data.options.Size", equalTo("S"));
        patch(id, "{\"group\": null}")
                .statusCode(200)
                .body("data.group", nullValue())
                .body("data.options", equalTo(Map.of()));
        patch(id, "{\"options\": {\"Size\": \"S\"}}")
                .statusCode(400)
                .body("error.details.fields.field", contains("options"));
        String changes = "SELECT details ->> 'fields' FROM audit_entry"
                + " WHERE resource_id = ? AND action = 'product.changed' ORDER BY occurred_at, id";
        assertEquals(List.of("[\"group\"]", "[\"group\", \"options\"]"), data.texts(changes, id));
    }

    @Test
    void whatIsNoGroupIsRefused() {
        for (String body : List.of(
                "\"group\": {\"handle\": \"No Handle\"}",
                "\"group\": {\"title\": \"T\"}",
                "\"group\": {\"handle\": \"a\", \"title\": \" T\"}",
                "\"options\": {\"Size\": \"S\"}",
                "\"group\": {\"handle\": \"a\"}, \"options\": {\"\": \"S\"}",
                "\"group\": {\"handle\": \"a\"}, \"options\": {\"Size\": 3}",
                "\"group\": {\"handle\": \"a\"}, \"options\": {\"Size\": \"%s\"}".formatted("x".repeat(101)))) {
            admin.request()
                    .body("{\"name\": \"N\", \"price\": 1, " + body + "}")
                    .post("/api/v1/products")
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("VALIDATION_ERROR"));
        }
    }

    @Test
    void ofManyWithTheSameOptionsAtOnceOneIsTaken() {
        List<Integer> answers =
                Crowd.atOnce(20, i -> () -> post("S", null).extract().statusCode());
        assertEquals(1, Collections.frequency(answers, 201), answers.toString());
        assertEquals(19, Collections.frequency(answers, 409), answers.toString());
        assertEquals(1, data.count("SELECT count(*) FROM product_group WHERE handle = ?", handle));
        List<Integer> sizes =
                Crowd.atOnce(12, i -> () -> post("Size " + i, null).extract().statusCode());
        assertEquals(Collections.nCopies(12, 201), sizes);
    }
}
