package aisle.stores;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is counted of stores, tags and assortments: changes that are certain, each once. */
@AisleTest
class ShopMetricsTest {
    private static final List<String> NAMES = List.of(
            "stores_created_total",
            "store_search_total",
            "products_created_total",
            "tags_created_total",
            "store_product_link_total",
            "store_product_unlink_total",
            "product_tag_link_total",
            "product_tag_unlink_total");

    @Inject
    Shop shops;

    private static Map<String, Double> scrape() {
        Map<String, Double> values = new HashMap<>();
        given().get("/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .forEach(line -> {
                    for (String name : NAMES) {
                        if (line.startsWith(name + " ") || line.startsWith(name + "{")) {
                            values.merge(
                                    name, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
                        }
                    }
                });
        return values;
    }

    /** Work in the background of other tests may count too, so that the least growth is told. */
    private static void mustGrow(Map<String, Double> before, Map<String, Double> after, String name, int by) {
        double grown = after.get(name) - before.get(name);
        assertTrue(grown >= by, name + " grew by " + grown + ", not " + by);
    }

    @Test
    void eachChangeIsCounted() {
        Map<String, Double> before = scrape();
        Shop.Opened shop = shops.open();
        Account admin = shop.admin();
        String store = "/api/v1/stores/" + shop.id();
        String product = "" + shop.product("1.00", 0);
        given().get("/api/v1/stores/search?name=any").then().statusCode(200);
        String tag = admin.request()
                .body("{\"name\": \"Counted\"}")
                .post(store + "/tags")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        String tagging = "/api/v1/products/" + product + "/tags/" + tag;
        admin.request().post(tagging).then().statusCode(204);
        admin.request().delete(store + "/products/" + product).then().statusCode(204);
        Map<String, Double> after = scrape();
        NAMES.forEach(name -> mustGrow(before, after, name, 1));
    }

    @Test
    void whatChangesNothingIsNotCounted() {
        Shop.Opened shop = shops.open();
        Account admin = shop.admin();
        String store = "/api/v1/stores/" + shop.id();
        String product = "" + shop.product("1.00", 0);
        String tag = admin.request()
                .body("{\"name\": \"Once\"}")
                .post(store + "/tags")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        String tagging = "/api/v1/products/" + product + "/tags/" + tag;
        admin.request().post(tagging).then().statusCode(204);
        Map<String, Double> before = scrape();
        admin.request().post(tagging).then().statusCode(204);
        admin.request().delete(store + "/products/" + UUID.randomUUID()).then().statusCode(204);
        admin.request()
                .body("{\"name\": \"once\"}")
                .post(store + "/tags")
                .then()
                .statusCode(409);
        admin.request()
                .body(Map.of("name", shop.store().name()))
                .post("/api/v1/stores")
                .then()
                .statusCode(409);
        admin.request()
                .body(Map.of("product_ids", List.of(product, UUID.randomUUID().toString())))
                .post(store + "/products")
                .then()
                .statusCode(400);
        Map<String, Double> after = scrape();
        // What imports in the background do not count.
        for (String name : List.of(
                "stores_created_total",
                "tags_created_total",
                "store_product_unlink_total",
                "product_tag_link_total",
                "product_tag_unlink_total")) {
            assertEquals(before.get(name), after.get(name), name);
        }
    }
}
