package aisle.catalog.prices;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.catalog.CatalogData;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is crossed out beside a reduced price: the lowest price of the 30 days before (directive 98/6/EC, article 6a). */
@AisleTest
class OldPriceTest {
    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    private Instant now;
    private ProductId product;
    private StoreId store;

    @BeforeEach
    void open() {
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        product = data.product(CatalogData.unique("Reduced "), "10").id();
        store = data.store(null, "USD").id();
        data.sell(store, product);
        // Since long ago it has cost 10.
        data.sql("UPDATE product_price SET valid_from = ? WHERE product_id = ?", days(-100), product);
    }

    private Instant days(int days) {
        return now.plus(days, ChronoUnit.DAYS);
    }

    private void scheduled(StoreId place, String price, int from, int to) {
        data.scheduled(place, product, Money.of(price, "USD"), days(from), days(to));
    }

    /** Price and old price as shoppers see them, as {@code 7.00 was 10.00}. */
    private String shown(StoreId place) {
        String query = place == null ? "" : "?store_id=" + place;
        var body = given().get("/api/v1/catalog/products/" + product + query)
                .then()
                .statusCode(200)
                .extract();
        String before = body.path("data.old_price.amount");
        return body.path("data.price.amount") + (before == null ? "" : " was " + before);
    }

    private String lowest(StoreId place, int before) {
        String query = (place == null ? "?" : "?store_id=" + place + "&") + "before=" + days(before);
        return accounts.admin()
                .request()
                .get("/api/v1/products/" + product + "/prices/lowest" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("data.price.amount");
    }

    private void list(String body) {
        accounts.admin()
                .request()
                .body(body)
                .patch("/api/v1/products/" + product)
                .then()
                .statusCode(200);
    }

    @Test
    void aSaleShowsTheLowestPriceOfThe30DaysBeforeIt() {
        assertEquals("10.00", shown(null));
        scheduled(null, "7", -1, 1);
        assertEquals("7.00 was 10.00", shown(null));
        scheduled(null, "8", -20, -10);
        assertEquals("7.00 was 8.00", shown(null));
        assertEquals("7.00 was 8.00", shown(store));
        assertEquals("8.00", lowest(null, -1));
        assertEquals("7.00", lowest(null, 0));
        assertEquals("10.00", lowest(null, -20));
        assertEquals(null, lowest(null, -200));
        accounts.admin()
                .request()
                .get("/api/v1/products/" + product + "/prices/lowest?before=" + days(1))
                .then()
                .statusCode(400);
    }

    @Test
    void aSaleThatIsNoneShowsNothing() {
        scheduled(null, "6", -20, -10);
        scheduled(null, "7", -1, 1);
        assertEquals("7.00", shown(null));
    }

    @Test
    void whatWasLowerBeforeThe30DaysDoesNotCount() {
        scheduled(null, "5", -60, -40);
        scheduled(null, "7", -1, 1);
        assertEquals("7.00 was 10.00", shown(null));
        scheduled(null, "6", -39, -30);
        assertEquals("7.00", shown(null));
    }

    @Test
    void aPriceThatNeverAppliedDoesNotCount() {
        // The list price is covered by a dearer one all the time before the sale, but for the store.
        scheduled(null, "12", -40, -1);
        scheduled(null, "7", -1, 1);
        assertEquals("7.00 was 12.00", shown(null));
        data.span(store, product, Money.of("9", "USD"), days(-40), days(-2));
        assertEquals("7.00 was 9.00", shown(store));
        assertEquals("9.00", lowest(store, -3));
        assertEquals("12.00", lowest(null, -3));
    }

    @Test
    void aStoresSaleIsComparedWithWhatTheStoreAsked() {
        data.ownPrice(store, product, Money.of("9", "USD"), days(-60));
        scheduled(store, "7", -1, 1);
        assertEquals("7.00 was 9.00", shown(store));
        assertEquals("10.00", shown(null));
    }

    @Test
    void whatIsSaidToHaveBeenIsShownAsFarAsItIsTrue() {
        list("{\"price\": 8, \"old_price\": 15}");
        assertEquals("8.00 was 10.00", shown(null));
        list("{\"old_price\": 9}");
        assertEquals("8.00 was 9.00", shown(null));
        list("{\"old_price\": null}");
        assertEquals("8.00", shown(null));
        list("{\"old_price\": 12}");
        assertEquals("8.00 was 10.00", shown(null));
        list("{\"price\": 11, \"old_price\": 14}");
        assertEquals("11.00", shown(null));
    }

    @Test
    void ofGoodsThatAreNewWhatWasSaidStands() {
        String id = accounts.admin()
                .request()
                .body("{\"name\": \"%s\", \"price\": 8, \"old_price\": 15}".formatted(CatalogData.unique("New ")))
                .post("/api/v1/products")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        product = new ProductId(UUID.fromString(id));
        assertEquals("8.00 was 15.00", shown(null));
    }
}
