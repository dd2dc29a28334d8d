package aisle.catalog.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import aisle.catalog.CatalogData;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.stores.Store;
import aisle.testing.AisleTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Facets, the order of prices in a store, suggestions and the first page. */
@AisleTest
class FacetsTest {
    private static final String CATALOG = "/api/v1/catalog/";

    @Inject
    CatalogData data;

    private ProductId product(String name, String price, String brand, boolean organic) {
        ProductId id = data.product(name, price).id();
        data.sql("UPDATE product SET brand = ?, is_organic = ? WHERE id = ?", brand, organic, id);
        return id;
    }

    private static ValidatableResponse facets(String filters) {
        return given().get(CATALOG + "products?facets=true&" + filters).then().statusCode(200);
    }

    @Test
    void eachFacetRespectsAllFiltersButItsOwn() {
        String mark = CatalogData.unique("fa");
        ProductId cheap = product(mark + " cheap", "1.50", "Red", true);
        product(mark + " dear", "30", "Red", false);
        product(mark + " middle", "7", "Blue", false);
        Store store = data.store(null, "USD");
        data.stock(store.id(), cheap, "3", "0");

        facets("q=" + mark)
                .body("facets.counted_relation", equalTo("eq"))
                .body("facets.brand.name", contains("Red", "Blue"))
                .body("facets.brand.count", contains(2, 1))
                .body("facets.price.from", contains(1, 5, 20))
                .body("facets.price.to", contains(2, 10, 50))
                .body("facets.organic.find { it.value }.count", equalTo(1))
                .body("facets.in_stock.find { it.value }.count", equalTo(1))
                .body("facets.category", empty())
                .body("facets.tag", empty());
        facets("name=" + mark + "&brand=RED")
                .body("meta.total", equalTo(2))
                .body("facets.brand.count", contains(2, 1))
                .body("facets.price.from", contains(1, 20));
        facets("q=" + mark + "&brand=red&max_price=5")
                .body("meta.total", equalTo(1))
                .body("facets.brand.name", contains("Red"))
                .body("facets.price.from", contains(1, 20))
                .body("facets.organic.value", contains(true));
        given().get(CATALOG + "products?q=" + mark).then().body("facets", nullValue());
    }

    @Test
    void aStoreIsSortedByWhatItAsksToday() {
        String mark = CatalogData.unique("sh");
        Store store = data.store(null, "USD");
        ProductId first = product(mark + " a", "5", "Red", false);
        ProductId second = product(mark + " b", "6", "Red", false);
        data.sell(store.id(), first);
        data.sell(store.id(), second);
        String sorted = CATALOG + "products?sort=price&limit=1&store_id=" + store.id();
        given().get(sorted).then().body("data.id", contains(first.toString()));

        Instant now = Instant.now();
        data.ownPrice(store.id(), second, Money.of("4", "USD"), now.minusSeconds(100));
        String next = given().get(sorted)
                .then()
                .body("data.id", contains(second.toString()))
                .body("data.price.amount", contains("4.00"))
                .body("meta.total", equalTo(2))
                .extract()
                .path("meta.next_cursor");
        given().get(sorted + "&cursor=" + next)
                .then()
                .body("data.id", contains(first.toString()))
                .body("meta.next_cursor", nullValue());

        data.sql("UPDATE product SET price = 3 WHERE id = ?", first);
        given().get(sorted).then().body("data.id", contains(first.toString()));
        data.sql("DELETE FROM product_price WHERE store_id = ?", store.id());
        data.sql("DELETE FROM store_price WHERE store_id = ?", store.id());
        given().get(CATALOG + "products?sort=-price&store_id=" + store.id())
                .then()
                .body("data.id", contains(second.toString(), first.toString()));
        data.sql("DELETE FROM assortment WHERE product_id = ?", second);
        given().get(CATALOG + "products?sort=price&store_id=" + store.id())
                .then()
                .body("data.id", contains(first.toString()));
    }

    @Test
    void whatIsTypedIsCompleted() {
        String mark = CatalogData.unique("su");
        ProductId begins =
                product(mark + " Zebra cake", "1", mark.toUpperCase(java.util.Locale.ROOT) + " Bakers", false);
        ProductId contains = product("The " + mark + " zebra", "1", "Red", false);
        given().get(CATALOG + "autocomplete?q=" + mark.substring(0, 10))
                .then()
                .body("data.kind", contains("BRAND", "PRODUCT", "PRODUCT"))
                .body("data.id", contains(null, begins.toString(), contains.toString()));
        given().queryParam("q", mark + " ze")
                .queryParam("limit", 1)
                .get(CATALOG + "autocomplete")
                .then()
                .body("data.id", contains(begins.toString()));
        given().queryParam("q", " ")
                .get(CATALOG + "autocomplete")
                .then()
                .statusCode(200)
                .body("data", empty());
        given().get(CATALOG + "autocomplete").then().statusCode(400);
    }

    @Test
    void theFirstPageShowsWhatIsReducedAndInStock() {
        String mark = CatalogData.unique("fe");
        Store store = data.store(null, "USD");
        ProductId plain = product(mark + " plain", "5", "Red", false);
        ProductId reduced = product(mark + " reduced", "5", "Red", false);
        ProductId gone = product(mark + " gone", "5", "Red", false);
        data.sql("UPDATE product SET old_price = 8 WHERE id IN (?, ?)", reduced, gone);
        for (ProductId product : new ProductId[] {plain, reduced, gone}) {
            data.sell(store.id(), product);
        }
        data.stock(store.id(), plain, "1", "0");
        data.stock(store.id(), reduced, "1", "0");
        data.stock(store.id(), gone, "1", "1");
        given().get(CATALOG + "products/featured?store_id=" + store.id())
                .then()
                .statusCode(200)
                .body("data.id", contains(reduced.toString(), plain.toString()));
    }

    @Test
    void whatIsRememberedIsNeverOld() {
        String mark = CatalogData.unique("ne");
        Store store = data.store(null, "USD");
        ProductId product = product(mark + " thing", "5", "Red", false);
        data.sell(store.id(), product);
        data.stock(store.id(), product, "3", "0");
        String page = CATALOG + "products/" + product;
        String list = CATALOG + "products?q=" + mark;
        given().get(page).then().body("data.brand", equalTo("Red")).body("data.available_quantity", equalTo(3));
        given().get(list).then().body("data[0].brand", equalTo("Red"));

        data.sql("UPDATE product SET brand = 'Green', attributes = '{\"a\": 1}' WHERE id = ?", product);
        data.sql("UPDATE stock SET reserved = 2 WHERE product_id = ?", product);
        given().get(page)
                .then()
                .body("data.brand", equalTo("Green"))
                .body("data.attributes.a", equalTo(1))
                .body("data.available_quantity", equalTo(1));
        given().get(list).then().body("data[0].brand", equalTo("Green")).body("data[0].available_quantity", equalTo(1));

        java.util.UUID category = java.util.UUID.randomUUID();
        data.sql("""
                INSERT INTO category (id, name, path, path_name, created_at, updated_at) VALUES (?, ?, ARRAY[?], ?, ?, ?)
                """, category, mark, category, mark, Instant.EPOCH, Instant.EPOCH);
        data.sql("UPDATE product SET category_id = ? WHERE id = ?", category, product);
        given().get(page).then().body("data.category.name", equalTo(mark));
        data.sql("UPDATE category SET name = ?, path_name = ? WHERE id = ?", mark + " new", mark + " new", category);
        String tag = given().get(page)
                .then()
                .body("data.category.path", equalTo(mark + " new"))
                .extract()
                .header("ETag");
        given().header("If-None-Match", tag).get(page).then().statusCode(304);
        data.sql("UPDATE stock SET reserved = 3 WHERE product_id = ?", product);
        given().header("If-None-Match", tag).get(page).then().statusCode(200).body("data.in_stock", equalTo(false));
    }

    @Test
    void whateverIsTypedDoesNoHarm() {
        for (String text : new String[] {
            "%",
            "_",
            "\\",
            "'",
            "\"",
            "'; DROP TABLE product; --",
            "🥛",
            "a".repeat(1000),
            "🥛🧀",
            "ﷺ",
            "\u202e",
            "(",
            ":*",
            "&|!",
            "x ".repeat(500).strip(),
            " ",
            "ａ",
            "\t",
            "<->",
            "12'3"
        }) {
            given().queryParam("q", text)
                    .queryParam("facets", true)
                    .get(CATALOG + "products")
                    .then()
                    .statusCode(200);
            given().queryParam("q", text)
                    .queryParam("sort", "price")
                    .get(CATALOG + "products")
                    .then()
                    .statusCode(200);
            given().queryParam("q", text).get(CATALOG + "autocomplete").then().statusCode(200);
        }
        given().queryParam("q", "a".repeat(1001))
                .get(CATALOG + "products")
                .then()
                .statusCode(400);
    }
}
