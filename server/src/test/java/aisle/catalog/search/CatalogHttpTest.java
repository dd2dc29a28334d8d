package aisle.catalog.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import aisle.catalog.CatalogData;
import aisle.catalog.categories.Categories;
import aisle.kernel.CategoryId;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class CatalogHttpTest {
    private static final String PRODUCTS = "/api/v1/catalog/products";

    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    @Inject
    Categories categories;

    @Inject
    Database database;

    private static ValidatableResponse find(String parameter, String text) {
        return given().queryParam(parameter, text).get(PRODUCTS).then().statusCode(200);
    }

    private ProductId product(String name, String price) {
        return data.product(name, price).id();
    }

    @Test
    void aNameIsFoundByAnyLiteralPartWhateverItsCase() {
        String mark = CatalogData.unique("n");
        product(mark + " Crème 100% fat_free", "1");
        product(mark + " Creme 1000 fatXfree \\ 'quoted'", "1");
        find("name", mark.toUpperCase(java.util.Locale.ROOT) + " CRÈME").body("meta.total", equalTo(1));
        find("name", mark + " cre").body("meta.total", equalTo(1));
        find("name", mark).body("meta.total", equalTo(2)).body("meta.total_relation", equalTo("eq"));
        find("name", mark + "%").body("data", empty());
        find("name", "100%").body("data.name.findAll { it.startsWith('%s') }.size()".formatted(mark), equalTo(1));
        find("name", mark + " Crème 100% fat_").body("meta.total", equalTo(1));
        find("name", mark + " Creme 1000 fat_").body("meta.total", equalTo(0));
        find("name", mark + " Creme 1000 fatXfree \\ '").body("meta.total", equalTo(1));
    }

    @Test
    void everyWordMustBeFoundAndTheBestNameComesFirst() {
        String mark = CatalogData.unique("w");
        product("A fresh " + mark + " milk", "1");
        product(mark + " milk fresh", "1");
        product(mark + " Mílk", "1");
        product(mark + " soap 100% _", "1");
        find("q", mark + "  milk")
                .body("data.name", contains(mark + " Mílk", mark + " milk fresh", "A fresh " + mark + " milk"))
                .body("meta.total", equalTo(3));
        find("q", "FRESH milk " + mark).body("meta.total", equalTo(2));
        find("q", mark + " 100%").body("meta.total", equalTo(1));
        find("q", mark + " m_lk").body("meta.total", equalTo(0));
        find("q", mark + " ％").body("data.name", contains(mark + " soap 100% _"));
        find("q", mark + " milk '").body("meta.total", equalTo(0));
        find("q", mark + " beer").body("meta.total", equalTo(0));
        data.sql("UPDATE product SET brand = 'Brasserie' WHERE name = ?", "A fresh " + mark + " milk");
        find("q", mark + " brasser").body("meta.total", equalTo(1));
        given().queryParam("brand", "BRASSERIE")
                .queryParam("name", mark)
                .get(PRODUCTS)
                .then()
                .body("meta.total", equalTo(1));
    }

    @Test
    void onlyWhatIsActiveIsShown() {
        String mark = CatalogData.unique("s");
        ProductId draft = product(mark + " draft", "1");
        ProductId deleted = product(mark + " deleted", "1");
        ProductId shown = product(mark + " shown", "1");
        data.sql("UPDATE product SET status = 'DRAFT' WHERE id = ?", draft);
        data.sql("UPDATE product SET deleted_at = updated_at WHERE id = ?", deleted);
        find("name", mark).body("data.id", contains(shown.toString()));
        given().get(PRODUCTS + "/" + shown).then().statusCode(200).body("data.created_by", nullValue());
        for (ProductId hidden : new ProductId[] {draft, deleted, new ProductId(UUID.randomUUID())}) {
            given().get(PRODUCTS + "/" + hidden)
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        }
    }

    @Test
    void aStoreShowsItsOwnAssortmentPricesAndStock() {
        String mark = CatalogData.unique("st");
        Store store = data.store(null, "USD");
        Store other = data.store(null, "USD");
        ProductId cheap = product(mark + " cheap", "5");
        ProductId dear = product(mark + " dear", "3");
        ProductId elsewhere = product(mark + " elsewhere", "4");
        data.sell(store.id(), cheap);
        data.sell(store.id(), dear);
        data.sell(other.id(), elsewhere);
        data.sell(other.id(), cheap);
        data.ownPrice(store.id(), cheap, Money.of("2", "USD"), Instant.EPOCH);
        data.stock(store.id(), cheap, "10", "4");
        data.stock(other.id(), cheap, "1", "0");
        data.stock(store.id(), dear, "3", "3");
        String list = PRODUCTS + "?name=" + mark;
        String here = list + "&store_id=" + store.id();

        given().get(here + "&sort=price")
                .then()
                .body("data.id", contains(cheap.toString(), dear.toString()))
                .body("data.price.amount", contains("2.00", "3.00"))
                .body("data.available_quantity", contains(6, 0))
                .body("data.in_stock", contains(true, false))
                .body("meta.total", equalTo(2));
        given().get(here + "&sort=-price").then().body("data.id", contains(dear.toString(), cheap.toString()));
        given().get(here + "&max_price=2.5").then().body("data.id", contains(cheap.toString()));
        given().get(here + "&min_price=2.5").then().body("data.id", contains(dear.toString()));
        given().get(here + "&in_stock=true").then().body("data.id", contains(cheap.toString()));
        given().get(here + "&in_stock=false").then().body("data.id", contains(dear.toString()));
        given().get(list + "&sort=price")
                .then()
                .body("data.price.amount", contains("3.00", "4.00", "5.00"))
                .body("data.available_quantity", contains(0, 0, 7));
        given().get(PRODUCTS + "/" + cheap + "?store_id=" + store.id())
                .then()
                .body("data.price.amount", equalTo("2.00"))
                .body("data.available_quantity", equalTo(6));
        given().get(PRODUCTS + "/" + elsewhere + "?store_id=" + store.id())
                .then()
                .statusCode(404);
        given().get("/api/v1/stores/" + store.id() + "/products")
                .then()
                .body("data.id", contains(cheap.toString(), dear.toString()));
    }

    @Test
    void theTreeCountsWhatIsInTheSubtree() {
        String root = CatalogData.unique("Tree ");
        CategoryId below =
                database.transaction(tx -> categories.resolve(tx, CatalogData.SYSTEM, root + " > Below > Lowest"));
        CategoryId top = categories.get(below).path().getFirst();
        ProductId one = product(CatalogData.unique("T "), "1");
        ProductId two = product(CatalogData.unique("T "), "1");
        ProductId draft = product(CatalogData.unique("T "), "1");
        data.sql("UPDATE product SET category_id = ? WHERE id IN (?, ?)", below, one, draft);
        data.sql("UPDATE product SET category_id = ? WHERE id = ?", top, two);
        data.sql("UPDATE product SET status = 'DRAFT' WHERE id = ?", draft);
        String here = "data.find { it.id == '%s' }".formatted(top);
        given().get("/api/v1/catalog/categories")
                .then()
                .statusCode(200)
                .body(here + ".product_count", equalTo(2))
                .body(here + ".children[0].product_count", equalTo(1))
                .body(here + ".children[0].children[0].path", equalTo(root + " > Below > Lowest"));
        given().get("/api/v1/catalog/categories/" + top + "/products")
                .then()
                .body("data.id", containsInAnyOrder(one.toString(), two.toString()));
        given().get(PRODUCTS + "?category_id=" + below).then().body("data.id", contains(one.toString()));
        given().get("/api/v1/catalog/categories/" + UUID.randomUUID() + "/products")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("CATEGORY_NOT_FOUND"));
    }

    @Test
    void aBarCodeIsFoundInEachOfItsWritings() {
        ProductId product = product(CatalogData.unique("Code "), "1");
        data.sql("UPDATE product SET deleted_at = updated_at WHERE gtin = '036000291452'");
        data.sql("UPDATE product SET gtin = '036000291452' WHERE id = ?", product);
        for (String gtin : new String[] {"036000291452", "0036000291452", "00036000291452"}) {
            given().get(PRODUCTS + "/by-gtin/" + gtin)
                    .then()
                    .statusCode(200)
                    .body("data.id", equalTo(product.toString()));
        }
        given().get(PRODUCTS + "/by-gtin/036000291453").then().statusCode(404);
        given().get(PRODUCTS + "/by-gtin/x").then().statusCode(404);
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        for (String query : new String[] {
            "min_price=cheap",
            "in_stock=1",
            "sort=size",
            "limit=abc",
            "offset=-1",
            "store_id=1",
            "max_price=-1",
            "colour=red"
        }) {
            String field = query.substring(0, query.indexOf('='));
            given().get(PRODUCTS + "?" + query)
                    .then()
                    .statusCode(400)
                    .body("error.details.fields.field", contains(field));
        }
        given().queryParam("q", "a\0b").get(PRODUCTS).then().statusCode(400);
    }

    @Test
    void anAssortmentIsChangedByThoseWhoWorkThere() {
        Store store = data.store(null, "USD");
        Store other = data.store(null, "USD");
        ProductId product = product(CatalogData.unique("Kept "), "1");
        String path = "/api/v1/stores/" + store.id() + "/products/";
        Accounts.Account manager = accounts.staff(Role.MANAGER, store.id());

        accounts.staff(Role.MANAGER, other.id())
                .request()
                .put(path + product)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
        accounts.customer().request().put(path + product).then().statusCode(403);
        accounts.staff(Role.EMPLOYEE, store.id())
                .request()
                .put(path + product)
                .then()
                .statusCode(403);
        given().put(path + product).then().statusCode(401);
        count(store, 0);

        manager.request().put(path + product).then().statusCode(204);
        manager.request().put(path + product).then().statusCode(204);
        count(store, 1);
        manager.request()
                .put(path + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        accounts.staff(Role.MANAGER, other.id())
                .request()
                .delete(path + product)
                .then()
                .statusCode(403);
        count(store, 1);

        manager.request().delete(path + product).then().statusCode(204);
        manager.request().delete(path + product).then().statusCode(204);
        count(store, 0);

        String unknown = "/api/v1/stores/" + UUID.randomUUID();
        accounts.admin()
                .request()
                .put(unknown + "/products/" + product)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("STORE_NOT_FOUND"));
        given().get(unknown + "/count").then().statusCode(404);
        given().get(unknown + "/products").then().statusCode(404);
    }

    private static void count(Store store, int expected) {
        given().get("/api/v1/stores/" + store.id() + "/count")
                .then()
                .statusCode(200)
                .body("data.store_id", equalTo(store.id().toString()))
                .body("data.item_count", equalTo(expected));
    }
}
