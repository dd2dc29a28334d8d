package aisle.catalog.products;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.catalog.CatalogData;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class ProductsHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    private Accounts.Account admin;

    @BeforeEach
    void signIn() {
        admin = accounts.admin();
    }

    private ValidatableResponse post(String body) {
        return admin.request().body(body).post("/api/v1/products").then();
    }

    private ValidatableResponse patch(String id, String body) {
        return admin.request().body(body).patch("/api/v1/products/" + id).then();
    }

    private ValidatableResponse put(String id, String body) {
        return admin.request().body(body).put("/api/v1/products/" + id).then();
    }

    private long count(String table, String id) {
        return data.count("SELECT count(*) FROM " + table + " WHERE product_id = ?", UUID.fromString(id));
    }

    @Test
    void aNameAndAPriceSuffice() {
        String mark = CatalogData.unique("x");
        String id = post("{\"name\": \"Crème %s\", \"price\": 9.99}".formatted(mark))
                .statusCode(201)
                .header("Location", matchesPattern(".*/api/v1/products/[0-9a-f-]{36}"))
                .body("data.name", equalTo("Crème " + mark))
                .body("data.sku", equalTo(("CREME-" + mark).toUpperCase(java.util.Locale.ROOT)))
                .body("data.slug", equalTo("creme-" + mark))
                .body("data.price.amount", equalTo("9.99"))
                .body("data.price.currency", equalTo("USD"))
                .body("data.unit", equalTo("EACH"))
                .body("data.status", equalTo("ACTIVE"))
                .body("data.is_organic", equalTo(false))
                .body("data.in_stock", equalTo(false))
                .body("data.available_quantity", equalTo(0))
                .body("data.tags", equalTo(java.util.List.of()))
                .body("data.images", equalTo(java.util.List.of()))
                .body("data.created_by", equalTo(admin.id().toString()))
                .body("data.category", nullValue())
                .body("data.group", nullValue())
                .body("data.gtin", nullValue())
                .extract()
                .path("data.id");
        admin.request().get("/api/v1/products/" + id).then().statusCode(200).body("data.version", equalTo(1));
        String second = post("{\"name\": \"Crème %s\", \"price\": \"1\"}".formatted(mark))
                .statusCode(201)
                .extract()
                .path("data.sku");
        assertEquals(true, second.matches("CREME-X[0-9A-F]+-\\d{6}"), second);
        String entries = "SELECT count(*) FROM audit_entry WHERE resource_id = ? AND action = 'product.created'";
        assertEquals(1, data.count(entries, id));
    }

    @Test
    void everythingThatIsSaidIsKept() {
        String sku = CatalogData.unique("SKU ");
        String root = CatalogData.unique("Dairy ");
        String body = """
                {"sku": "%s", "gtin": "4006381333931", "name": "Milk", "description": "Fresh", "brand": "Meadow",
                 "category": "%s > Milk", "unit": "L", "price": {"amount": "1.2345", "currency": "USD"},
                 "old_price": "2.00", "tax_class": "REDUCED", "is_organic": true,
                 "nutritional_info": {"fat": 3.50, "per": "100 ml"}, "attributes": {"origin": "Alps"},
                 "images": [{"url": "https://img.example/2.jpg"}], "image_url": "https://img.example/1.jpg", "status": "DRAFT"}
                """.formatted(sku, root);
        String id = post(body)
                .statusCode(201)
                .body("data.sku", equalTo(sku))
                .body("data.category.path", equalTo(root + " > Milk"))
                .body("data.price.amount", equalTo("1.2345"))
                .body("data.old_price.amount", equalTo("2.00"))
                .body("data.images.url", contains("https://img.example/1.jpg", "https://img.example/2.jpg"))
                .body("data.image_url", equalTo("https://img.example/1.jpg"))
                .body("data.nutritional_info.per", equalTo("100 ml"))
                .body("data.attributes.origin", equalTo("Alps"))
                .body("data.unit", equalTo("L"))
                .body("data.status", equalTo("DRAFT"))
                .extract()
                .path("data.id");
        given().get("/api/v1/catalog/products/" + id).then().statusCode(404);
        post(body).statusCode(409).body("error.code", equalTo("SKU_TAKEN"));
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() {
        post("{\"sku\": \" x\", \"brand\": \" \", \"gtin\": \"4006381333930\", \"name\": \"%s\", \"price\": -1, \"image_url\": \"javascript:x\"}"
                        .formatted("n".repeat(201)))
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body(
                        "error.details.fields.field",
                        containsInAnyOrder("sku", "brand", "gtin", "name", "price", "image_url"));
        post("{}").statusCode(400).body("error.details.fields.field", containsInAnyOrder("name", "price"));
        post("{\"name\": \"A\", \"price\": 1, \"in_stock\": true}")
                .statusCode(400)
                .body("error.details.fields.field", contains("in_stock"));
        post("{\"name\": 7, \"price\": 1}").statusCode(400).body("error.details.fields.field", contains("name"));
        post("{\"name\": \"A\", \"price\": true}")
                .statusCode(400)
                .body("error.details.fields.field", contains("price"));
        post("{\"name\": \"A\", \"price\": 1, \"unit\": \"BOX\"}")
                .statusCode(400)
                .body("error.details.fields.field", contains("unit"));
        post("{\"name\": \"A\\u0000B\", \"price\": 1}")
                .statusCode(400)
                .body("error.details.fields.field", contains("name"));
        post("{\"name\": \"A\", \"price\": 1, \"category_id\": \"%s\"}".formatted(UUID.randomUUID()))
                .statusCode(400)
                .body("error.details.fields.field", contains("category_id"));
        post("{\"name\": \"A\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}}")
                .statusCode(422)
                .body("error.code", equalTo("CURRENCY_MISMATCH"));
    }

    @Test
    void aPatchLeavesWhatItDoesNotNameAndClearsWithNull() {
        String id = post("""
                        {"name": "%s", "price": 1, "brand": "B", "description": "D", "attributes": {"a": 1, "b": 2},
                         "images": [{"url": "/1.jpg"}, {"url": "/2.jpg"}], "category": "%s"}
                        """.formatted(CatalogData.unique("Patched "), CatalogData.unique("Shelf ")))
                .statusCode(201)
                .extract()
                .path("data.id");
        patch(id, "{\"brand\": null, \"attributes\": {\"a\": null, \"c\": 3}, \"image_url\": \"/0.jpg\"}")
                .statusCode(200)
                .body("data.brand", nullValue())
                .body("data.description", equalTo("D"))
                .body("data.attributes", equalTo(java.util.Map.of("b", 2, "c", 3)))
                .body("data.images.url", contains("/0.jpg", "/2.jpg"))
                .body("data.version", equalTo(2));
        patch(id, "{\"category\": null}").statusCode(200).body("data.category", nullValue());
        String other = CatalogData.unique("Other ");
        String categoryId = patch(id, "{\"category\": \"%s\"}".formatted(other))
                .statusCode(200)
                .body("data.category.name", equalTo(other))
                .extract()
                .path("data.category.id");
        patch(id, "{\"category_id\": null}").statusCode(200).body("data.category", nullValue());
        patch(id, "{\"category_id\": \"%s\"}".formatted(categoryId))
                .statusCode(200)
                .body("data.category.name", equalTo(other))
                .body("data.version", equalTo(6));
        patch(id, "{}").statusCode(200).body("data.version", equalTo(6));
        patch(id, "{\"name\": null}").statusCode(400).body("error.details.fields.field", contains("name"));
        patch(id, "{\"nam\": 1}").statusCode(400).body("error.details.fields.field", contains("nam"));
        patch(id, "{\"price\": \"cheap\"}").statusCode(400).body("error.details.fields.field", contains("price"));
        admin.request().get("/api/v1/products/" + id).then().body("data.version", equalTo(6));
        patch(UUID.randomUUID().toString(), "{}").statusCode(404).body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        String fields = "SELECT count(*) FROM audit_entry WHERE resource_id = ? AND action = 'product.changed'"
                + " AND details -> 'fields' = '[\"attributes\", \"brand\", \"images\"]'";
        assertEquals(1, data.count(fields, id));
    }

    @Test
    void eachNewPriceAndOnlyThatGoesIntoTheHistory() {
        String id = post("{\"name\": \"%s\", \"price\": 1}".formatted(CatalogData.unique("Priced ")))
                .statusCode(201)
                .extract()
                .path("data.id");
        assertEquals(1, count("product_price", id));
        patch(id, "{\"description\": \"new\"}").statusCode(200);
        patch(id, "{\"price\": \"1.00\"}").statusCode(200);
        assertEquals(1, count("product_price", id));
        data.sql(
                "UPDATE product_price SET valid_from = valid_from - interval '1 day' WHERE product_id = ?",
                UUID.fromString(id));
        patch(id, "{\"price\": \"0.80\", \"old_price\": 1}").statusCode(200);
        assertEquals(2, count("product_price", id));
        String newest = "SELECT count(*) FROM product_price WHERE product_id = ? AND price = 0.8 AND old_price = 1";
        assertEquals(1, data.count(newest, UUID.fromString(id)));
    }

    @Test
    void aPutCreatesThenReplaces() {
        String id = UUID.randomUUID().toString();
        String name = CatalogData.unique("Put ");
        String sku = put(id, "{\"name\": \"%s\", \"price\": 1, \"brand\": \"B\"}".formatted(name))
                .statusCode(201)
                .header("Location", endsWith("/api/v1/products/" + id))
                .extract()
                .path("data.sku");
        put(id, "{\"name\": \"%s\", \"price\": 1}".formatted(name))
                .statusCode(200)
                .body("data.sku", equalTo(sku))
                .body("data.brand", nullValue());
        put(id, "{\"name\": \"%s\", \"price\": 1}".formatted(name))
                .statusCode(200)
                .body("data.version", equalTo(2));
        data.sql("UPDATE product SET deleted_at = updated_at WHERE id = ?", UUID.fromString(id));
        put(id, "{\"name\": \"%s\", \"price\": 1}".formatted(name)).statusCode(404);
        put(UUID.randomUUID().toString(), "{\"name\": \"N\", \"price\": 1, \"sku\": \"%s\"}".formatted(sku))
                .statusCode(201);
        put(UUID.randomUUID().toString(), "{\"name\": \"N\", \"price\": 1, \"sku\": \"%s\"}".formatted(sku))
                .statusCode(409)
                .body("error.code", equalTo("SKU_TAKEN"));
    }

    @Test
    void theBackOfficeListsWhatShoppersDoNotSee() {
        String mark = CatalogData.unique("q");
        String draft = post("{\"name\": \"Draft %s\", \"price\": 1, \"status\": \"DRAFT\"}".formatted(mark))
                .extract()
                .path("data.id");
        String sold = post("{\"name\": \"Sold %s\", \"price\": 1}".formatted(mark))
                .extract()
                .path("data.id");
        data.sell(data.store(null, "USD").id(), new aisle.kernel.ProductId(UUID.fromString(sold)));
        Accounts.Account employee = accounts.staff(Role.EMPLOYEE);
        String list = "/api/v1/products?q=" + mark;
        employee.request()
                .get(list)
                .then()
                .statusCode(200)
                .body("data.id", contains(draft, sold))
                .body("meta.total", equalTo(2));
        employee.request().get(list + "&status=DRAFT").then().body("data.id", contains(draft));
        employee.request().get(list + "&assigned=true").then().body("data.id", contains(sold));
        employee.request().get(list + "&assigned=false").then().body("data.id", contains(draft));
        employee.request()
                .get(list + "&limit=1&offset=1")
                .then()
                .body("data.id", contains(sold))
                .body("meta.total", equalTo(2));
        employee.request()
                .get(list + "&assigned=maybe")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItem("assigned"));
        employee.request()
                .get(list + "&status=SOLD")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItem("status"));
        given().get("/api/v1/catalog/products?q=" + mark).then().statusCode(200).body("data.id", contains(sold));
    }

    @Test
    void onlyManagersAndAdminsWriteAndOnlyStaffReads() {
        String body = "{\"name\": \"N\", \"price\": 1}";
        String path = "/api/v1/products";
        given().contentType("application/json").body(body).post(path).then().statusCode(401);
        accounts.customer().request().body(body).post(path).then().statusCode(403);
        accounts.customer().request().get(path).then().statusCode(403);
        accounts.staff(Role.EMPLOYEE).request().body(body).post(path).then().statusCode(403);
        accounts.staff(Role.MANAGER).request().body(body).post(path).then().statusCode(201);
    }
}
