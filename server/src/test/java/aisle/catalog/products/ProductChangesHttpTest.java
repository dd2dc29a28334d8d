package aisle.catalog.products;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.catalog.CatalogData;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slugs, images, facts, status and the end of products. */
@AisleTest
class ProductChangesHttpTest {
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

    private String product(String name) {
        return data.product(name, "1").id().toString();
    }

    @Test
    void slugsAreReadableAndLeadToOneProduct() {
        String mark = CatalogData.unique("s");
        String first = post("{\"name\": \"Борщ %s\", \"price\": 1}".formatted(mark))
                .statusCode(201)
                .body("data.slug", equalTo("borshch-" + mark))
                .extract()
                .path("data.id");
        String second = post("{\"name\": \"Борщ %s\", \"price\": 1}".formatted(mark))
                .statusCode(201)
                .extract()
                .path("data.slug");
        assertTrue(second.matches("borshch-" + mark + "-\\d{6}"), second);
        post("{\"name\": \"Soup\", \"price\": 1, \"slug\": \"borshch-%s\"}".formatted(mark))
                .statusCode(409)
                .body("error.code", equalTo("SLUG_TAKEN"));
        patch(first, "{\"name\": \"Soup\"}").statusCode(200).body("data.slug", equalTo("borshch-" + mark));
        patch(first, "{\"slug\": \"%s\"}".formatted(second)).statusCode(409).body("error.code", equalTo("SLUG_TAKEN"));
        patch(first, "{\"slug\": \"soup-%s\"}".formatted(mark)).statusCode(200).body("data.version", equalTo(3));
        post("{\"name\": \"Soup\", \"price\": 1, \"slug\": \"borshch-%s\"}".formatted(mark))
                .statusCode(201);
        for (String bad : List.of("Soup", "-a", "a--b", "a b", "", "a/b", "é", "x".repeat(101))) {
            post("{\"name\": \"Soup\", \"price\": 1, \"slug\": \"%s\"}".formatted(bad))
                    .statusCode(400)
                    .body("error.details.fields.field", contains("slug"));
        }
    }

    @Test
    void ofManyWhoWantASlugAtOnceOneGetsIt() {
        String slug = CatalogData.unique("raced-");
        List<Integer> answers = Crowd.atOnce(
                20,
                i -> () -> post("{\"name\": \"Raced\", \"price\": 1, \"slug\": \"%s\"}".formatted(slug))
                        .extract()
                        .statusCode());
        assertEquals(1, Collections.frequency(answers, 201), answers.toString());
        assertEquals(19, Collections.frequency(answers, 409), answers.toString());
        assertEquals(1, data.count("SELECT count(*) FROM product WHERE slug = ?", slug));
        List<String> others = List.of(product("A"), product("B"), product("C"), product("D"));
        String sku = CatalogData.unique("RACED-");
        List<Integer> changes = Crowd.atOnce(
                4,
                i -> () -> patch(others.get(i), "{\"sku\": \"%s\", \"slug\": \"%s-2\"}".formatted(sku, slug))
                        .extract()
                        .statusCode());
        assertEquals(1, Collections.frequency(changes, 200), changes.toString());
        assertEquals(3, Collections.frequency(changes, 409), changes.toString());
    }

    @Test
    void imagesHaveATextAndAnOrder() {
        String id = post("""
                        {"name": "%s", "price": 1, "images": [
                            {"url": "/last.jpg"}, {"url": "/b.jpg", "alt": "From behind", "position": 20},
                            {"url": "/a.jpg", "alt": "From the front", "position": 3}]}
                        """.formatted(CatalogData.unique("Pictured ")))
                .statusCode(201)
                .body("data.images.url", contains("/a.jpg", "/b.jpg", "/last.jpg"))
                .body("data.images.alt", contains("From the front", "From behind", null))
                .body("data.images.position", contains(1, 2, 3))
                .body("data.image_url", equalTo("/a.jpg"))
                .extract()
                .path("data.id");
        patch(id, "{\"image_url\": \"/last.jpg\"}")
                .statusCode(200)
                .body("data.images.url", contains("/last.jpg", "/b.jpg"));
        patch(id, "{\"images\": [{\"url\": \"/b.jpg\", \"alt\": \"B\"}, {\"url\": \"/c.jpg\"}]}")
                .statusCode(200)
                .body("data.images.alt", contains("B", null))
                .body("data.image_url", equalTo("/b.jpg"));
        patch(id, "{\"images\": null}").statusCode(200).body("data.images", hasSize(0));
        patch(id, "{\"images\": [{\"url\": \"javascript:x\", \"alt\": \"%s\"}]}".formatted("x".repeat(501)))
                .statusCode(400)
                .body("error.details.fields.field", contains("images[0].alt", "images[0].url"));
    }

    @Test
    void factsHaveABoundedSize() {
        String body = "{\"name\": \"%s\", \"price\": 1, \"%s\": %s}";
        String deep = "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}";
        String wide = "{\"a\": [" + "1,".repeat(600) + "1]}";
        String longText = "{\"a\": \"" + "x".repeat(16_001) + "\"}";
        for (String member : List.of("attributes", "nutritional_info")) {
            for (String facts : List.of(deep, wide, longText)) {
                post(body.formatted("Facts", member, facts))
                        .statusCode(400)
                        .body("error.details.fields.field", contains(member));
            }
            for (String facts : List.of("[]", "\"text\"", "7")) {
                post(body.formatted("Facts", member, facts)).statusCode(400);
            }
            post(body.formatted(
                            CatalogData.unique("Facts "),
                            member,
                            "{\"a\": {\"b\": [1.50, true, null, 1e300]}, \"text\": \"" + "x".repeat(10_000) + "\"}"))
                    .statusCode(201)
                    .body("data." + member + ".a.b", hasSize(4));
        }
    }

    @Test
    void onlyWhatIsActiveIsSeenAndSold() {
        String id = product(CatalogData.unique("Toggled "));
        String toggle = "/api/v1/products/" + id + "/toggle";
        admin.request().header("If-Match", "\"9\"").patch(toggle).then().statusCode(412);
        admin.request().patch(toggle).then().statusCode(200).body("data.status", equalTo("ARCHIVED"));
        given().get("/api/v1/catalog/products/" + id).then().statusCode(404);
        patch(id, "{\"status\": \"DRAFT\"}").statusCode(200);
        given().get("/api/v1/catalog/products/" + id).then().statusCode(404);
        admin.request()
                .patch(toggle)
                .then()
                .statusCode(200)
                .body("data.status", equalTo("ACTIVE"))
                .body("data.version", equalTo(4));
        given().get("/api/v1/catalog/products/" + id).then().statusCode(200);
        admin.request()
                .patch("/api/v1/products/" + UUID.randomUUID() + "/toggle")
                .then()
                .statusCode(404);
        String events = "SELECT type FROM outbox WHERE aggregate_type = 'product' AND aggregate_id = ?"
                + " ORDER BY aggregate_version";
        assertEquals(
                List.of("product.created.v1", "product.changed.v1", "product.changed.v1", "product.changed.v1"),
                data.texts(events, id));
    }

    @Test
    void whatIsDeletedStaysInOrdersAndFreesItsNames() {
        String mark = CatalogData.unique("gone-");
        String body =
                "{\"name\": \"Gone %s\", \"price\": 3, \"sku\": \"%s\", \"slug\": \"%s\"}".formatted(mark, mark, mark);
        String id = post(body).statusCode(201).extract().path("data.id");
        StoreId store = data.store(null, "USD").id();
        ProductId product = new ProductId(UUID.fromString(id));
        data.sell(store, product);
        data.stock(store, product, "5", "0");
        Accounts.Account customer = accounts.customer();
        String order = customer.request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body("""
                        {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY",
                         "items": [{"product_id": "%s", "quantity": 2}]}
                        """.formatted(store, id))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        String path = "/api/v1/products/" + id;
        admin.request().header("If-Match", "\"5\"").delete(path).then().statusCode(412);
        List<Integer> answers =
                Crowd.atOnce(8, i -> () -> admin.request().delete(path).statusCode());
        assertEquals(1, Collections.frequency(answers, 204), answers.toString());
        assertEquals(7, Collections.frequency(answers, 404), answers.toString());
        admin.request().get(path).then().statusCode(404).body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        given().get("/api/v1/catalog/products/" + id).then().statusCode(404);
        admin.request().body(body).put(path).then().statusCode(404);
        customer.request()
                .get("/api/v1/orders/" + order)
                .then()
                .statusCode(200)
                .body("data.items[0].sku", equalTo(mark))
                .body("data.items[0].name", equalTo("Gone " + mark))
                .body("data.items[0].product_id", equalTo(id));
        post(body).statusCode(201).body("data.slug", equalTo(mark));
        assertEquals(
                1,
                data.count(
                        "SELECT count(*) FROM audit_entry WHERE resource_id = ? AND action = 'product.deleted'", id));
        assertEquals(
                1,
                data.count("SELECT count(*) FROM outbox WHERE aggregate_id = ? AND type = 'product.deleted.v1'", id));
    }

    @Test
    void leadingZerosOfANumberStayAndDoNotMatter() {
        String digits = CatalogData.gtin12();
        String id = post("{\"name\": \"%s\", \"price\": 1, \"gtin\": \"%s\"}"
                        .formatted(CatalogData.unique("Coded "), "0" + digits))
                .statusCode(201)
                .body("data.gtin", equalTo("0" + digits))
                .extract()
                .path("data.id");
        for (String writing : List.of(digits, "0" + digits, "00" + digits)) {
            given().get("/api/v1/catalog/products/by-gtin/" + writing)
                    .then()
                    .statusCode(200)
                    .body("data.id", equalTo(id))
                    .body("data.variants", hasSize(0));
        }
        String second = post("{\"name\": \"%s\", \"price\": 1, \"gtin\": \"%s\"}"
                        .formatted(CatalogData.unique("Coded too "), digits))
                .statusCode(201)
                .extract()
                .path("data.id");
        given().get("/api/v1/catalog/products/by-gtin/" + digits).then().body("data.id", equalTo(id));
        data.stock(data.store(null, "USD").id(), new ProductId(UUID.fromString(second)), "1", "0");
        given().get("/api/v1/catalog/products/by-gtin/" + digits).then().body("data.id", equalTo(second));
        patch(second, "{\"gtin\": null}").statusCode(200).body("data.gtin", nullValue());
        given().get("/api/v1/catalog/products/by-gtin/" + digits).then().body("data.id", equalTo(id));
    }
}
