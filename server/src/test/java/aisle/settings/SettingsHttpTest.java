package aisle.settings;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Money;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.pricing.Charges;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@AisleTest
class SettingsHttpTest {
    private static final String PATH = "/api/v1/admin/settings";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    ShopSettings settings;

    @Inject
    Database database;

    @Inject
    Books books;

    @Test
    void aStoresOwnValueHoldsAtOnceAndFromItsDayOn() {
        Shop.Opened store = shop.open();
        Shop.Opened other = shop.open();
        assertEquals(Money.of("0", "USD"), charges(store).deliveryFee());

        put(store, "delivery_fee", "\"4.90\"", null)
                .then()
                .statusCode(200)
                .body("data.settings.find { it.key == 'delivery_fee' }.entries.value", contains("4.90"))
                .body("data.settings.find { it.key == 'delivery_fee' }.entries.currency", contains("USD"))
                .body(
                        "data.settings.find { it.key == 'delivery_fee' }.entries.updated_by",
                        contains(store.admin().id().toString()));
        put(store, "delivery_fee", "\"9.90\"", "2196-01-01T00:00:00Z")
                .then()
                .statusCode(200)
                .body("data.settings.find { it.key == 'delivery_fee' }.entries.value", contains("4.90", "9.90"));
        assertEquals(Money.of("4.90", "USD"), charges(store).deliveryFee());
        assertEquals(Money.of("0", "USD"), charges(other).deliveryFee());

        put(store, "delivery_fee", "null", null).then().statusCode(200);
        assertEquals(Money.of("0", "USD"), charges(store).deliveryFee());
        assertEquals(3, books.count("SELECT count(*) FROM setting_value WHERE store_id = ?", store.id()));
        assertEquals(
                3,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'setting.changed' AND store_id = ?",
                        store.id()));
        List<String> history = store.admin()
                .request()
                .queryParam("limit", 100)
                .get(PATH + "/history")
                .path("data.findAll { it.store_id == '" + store.id() + "' }.value");
        assertEquals(Arrays.asList(null, "9.90", "4.90"), history);
    }

    @Test
    void everythingThatIsWrongIsNamedAndNothingIsSet() {
        Shop.Opened store = shop.open();
        String body = """
                {"store_id": "%s", "settings": [
                    {"key": "delivery_fee", "value": "-1"}, {"key": "delivery_fee", "value": "1.999"},
                    {"key": "minimum_order", "value": "lots"}, {"key": "nothing", "value": "1"},
                    {"key": "payment_minutes", "value": "5"}, {"key": "delivery_tax_class", "value": "a b"},
                    {"key": "delivery_fee", "value": "1", "valid_from": "2020-01-01T00:00:00Z"}]}
                """.formatted(store.id());
        store.admin()
                .request()
                .body(body)
                .put(PATH)
                .then()
                .statusCode(400)
                .body(
                        "error.details.fields.field",
                        hasItems(
                                "settings[0].value",
                                "settings[1].value",
                                "settings[2].value",
                                "settings[3].key",
                                "settings[4].key",
                                "settings[5].value",
                                "settings[6].valid_from"));
        store.admin()
                .request()
                .body("{\"tax_rates\": [{\"country\": \"ie\", \"tax_class\": \"A\", \"valid_from\": \"2026-01-01\"}]}")
                .put(PATH)
                .then()
                .statusCode(400);
        store.admin()
                .request()
                .body("{\"tax_rates\": [{\"country\": \"IE\", \"tax_class\": \"A\", \"valid_from\": \"2026-01-01\","
                        + " \"rate\": 23}]}")
                .put(PATH)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("tax_rates[0].rate"));
        assertEquals(0, books.count("SELECT count(*) FROM setting_value WHERE store_id = ?", store.id()));
        for (Account nobody : List.of(accounts.customer(), accounts.staff(Role.MANAGER, store.id()))) {
            nobody.request().get(PATH).then().statusCode(403);
            nobody.request().body("{}").put(PATH).then().statusCode(403);
            nobody.request().get(PATH + "/history").then().statusCode(403);
        }
    }

    @Test
    void taxRatesHoldFromTheirDayAndCanBeTakenAway() {
        Account admin = accounts.admin();
        String rates = """
                {"tax_rates": [
                    {"country": "AQ", "tax_class": "STANDARD", "valid_from": "2010-01-01", "rate": %s},
                    {"country": "AQ", "tax_class": "STANDARD", "valid_from": "2195-01-01", "rate": 0.3}]}
                """;
        admin.request()
                .body(rates.formatted("0.21"))
                .put(PATH)
                .then()
                .statusCode(200)
                .body("data.tax_rates.findAll { it.country == 'AQ' }.rate", contains(0.21f, 0.3f))
                .body(
                        "data.tax_rates.findAll { it.country == 'AQ' }.updated_by",
                        hasItems(admin.id().toString()));
        admin.request()
                .body(rates.formatted("null"))
                .put(PATH)
                .then()
                .statusCode(200)
                .body("data.tax_rates.findAll { it.country == 'AQ' }.rate", contains(0.3f));
    }

    @Test
    void settingsOfTwoAdministratorsDoNotMeetUnseen() {
        Shop.Opened store = shop.open();
        Response seen = store.admin()
                .request()
                .queryParam("store_id", store.id().toString())
                .get(PATH);
        seen.then()
                .statusCode(200)
                .body("data.settings.find { it.key == 'free_delivery_from' }.default_value", nullValue())
                .body("data.settings.find { it.key == 'minimum_order' }.entries", hasSize(0));
        int version = seen.path("data.version");
        List<Integer> statuses = Crowd.atOnce(
                6,
                i -> () -> store.admin()
                        .request()
                        .header("If-Match", "\"" + version + "\"")
                        .body(Map.of(
                                "store_id",
                                store.id().toString(),
                                "settings",
                                List.of(Map.of("key", "minimum_order", "value", Integer.toString(i)))))
                        .put(PATH)
                        .statusCode());
        assertEquals(1, Collections.frequency(statuses, 200));
        assertEquals(5, Collections.frequency(statuses, 412));
        assertEquals(1, books.count("SELECT count(*) FROM setting_value WHERE store_id = ?", store.id()));
    }

    private Charges charges(Shop.Opened store) {
        return database.read(handle -> Charges.of(store.store(), settings.ofStore(handle, store.store())));
    }

    private static Response put(Shop.Opened store, String key, String value, String validFrom) {
        return store.admin()
                .request()
                .body("{\"store_id\": \"%s\", \"settings\": [{\"key\": \"%s\", \"value\": %s%s}]}"
                        .formatted(
                                store.id(),
                                key,
                                value,
                                validFrom == null ? "" : ", \"valid_from\": \"" + validFrom + "\""))
                .put(PATH);
    }
}
