package aisle.checkout;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.delivery.SlotData;
import aisle.delivery.SlotType;
import aisle.kernel.ProductId;
import aisle.kernel.SlotId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a purchase costs besides its goods, and what it may not cost less than. */
@AisleTest
class FeesHttpTest {
    private static final String ADDRESS = """
            "address": {"full_name": "Ann Lee", "line1": "1 Quay", "city": "Dublin", "postcode": "D02 X285", "country": "BV"}
            """;
    private static final String DELIVERY =
            "{\"fulfillment_type\": \"DELIVERY\", \"payment_method\": \"ON_DELIVERY\", " + ADDRESS + "%s}";
    private static final String PICKUP = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"%s}";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    SlotData slots;

    @Inject
    Books books;

    @Test
    void theFeeIsChargedTaxedAndExplainedUntilItIsWaived() {
        Shop.Opened store = shop.open();
        taxed(store);
        set(store, "delivery_fee", "4.92");
        set(store, "free_delivery_from", "20");
        ProductId product = store.product("6.00", 100);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        preview(buyer, "DELIVERY", "")
                .then()
                .statusCode(200)
                .body("data.totals.subtotal.amount", equalTo("12.00"))
                .body("data.totals.delivery_fee.amount", equalTo("4.92"))
                .body("data.totals.total.amount", equalTo("16.92"))
                .body("data.totals.tax.amount", equalTo("3.16"))
                .body("data.totals.tax_lines", hasSize(1))
                .body("data.totals.tax_lines[0].rate", equalTo(0.23f))
                .body("data.totals.tax_lines[0].base.amount", equalTo("13.76"))
                .body("data.delivery.reason", equalTo("STORE_FEE"))
                .body("data.delivery.fee.amount", equalTo("4.92"))
                .body("data.delivery.missing_to_free.amount", equalTo("8.00"))
                .body("data.items[0].tax.amount", equalTo("2.24"))
                .body("data.address_served", equalTo(true));
        preview(buyer, "PICKUP", "")
                .then()
                .body("data.totals.total.amount", equalTo("12.00"))
                .body("data.delivery.reason", equalTo("NOT_DELIVERED"));

        confirm(buyer, DELIVERY.formatted(", \"expected_total\": 12"))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PRICE_CHANGED"))
                .body("error.details.total.amount", equalTo("16.92"));
        Response placed = confirm(buyer, DELIVERY.formatted(", \"expected_total\": \"16.92\""));
        placed.then()
                .statusCode(201)
                .body("data.totals.delivery_fee.amount", equalTo("4.92"))
                .body("data.totals.total.amount", equalTo("16.92"))
                .body("data.payment.authorized.amount", equalTo("16.92"));

        fill(buyer, store, product, 4);
        preview(buyer, "DELIVERY", "")
                .then()
                .body("data.delivery.reason", equalTo("FREE_DELIVERY_REACHED"))
                .body("data.delivery.missing_to_free", nullValue())
                .body("data.totals.total.amount", equalTo("24.00"));
        set(store, "free_delivery_from", "25");
        preview(buyer, "DELIVERY", "").then().body("data.totals.total.amount", equalTo("28.92"));
    }

    @Test
    void anOrderKeepsHowItsFiguresCameAboutWhateverComesLater() {
        Shop.Opened store = shop.open();
        taxed(store);
        set(store, "delivery_fee", "3");
        ProductId product = store.product("1.99", 100);
        ProductId weighed = store.product("7.35", "KG", "50");
        Account buyer = accounts.customer();
        fill(buyer, store, product, 3);
        add(buyer, weighed, "0.333");
        String order = confirm(buyer, DELIVERY.formatted(""))
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");

        set(store, "delivery_fee", "9");
        store.admin()
                .request()
                .body("{\"price\": 99}")
                .patch("/api/v1/products/" + product)
                .then()
                .statusCode(200);
        buyer.request()
                .get("/api/v1/orders/" + order + "/calculation")
                .then()
                .statusCode(200)
                .body("data.reproducible", equalTo(true))
                .body("data.recomputed.total.amount", equalTo("11.42"))
                .body("data.calculation.totals.total.amount", equalTo("11.42"))
                .body("data.calculation.delivery.tax.amount", equalTo("0.56"))
                .body("data.calculation.lines.total.amount", contains("5.97", "2.45"))
                .body("data.calculation.lines.tax.amount", contains("1.12", "0.46"));
        accounts.customer()
                .request()
                .get("/api/v1/orders/" + order + "/calculation")
                .then()
                .statusCode(404);
        books.change("UPDATE orders SET calculation = calculation -> 'totals' WHERE id = ?", UUID.fromString(order));
        buyer.request()
                .get("/api/v1/orders/" + order)
                .then()
                .statusCode(200)
                .body("data.totals.total.amount", equalTo("11.42"));
    }

    @Test
    void whatCostsTooLittleIsRefusedAndNothingHappens() {
        Shop.Opened store = shop.open();
        set(store, "minimum_order", "10");
        ProductId product = store.product("4.00", 100);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        preview(buyer, "PICKUP", "")
                .then()
                .body("data.minimum.reached", equalTo(false))
                .body("data.minimum.missing.amount", equalTo("2.00"));
        confirm(buyer, PICKUP.formatted(""))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("BELOW_MINIMUM"))
                .body("error.details.minimum_order.amount", equalTo("10.00"))
                .body("error.details.subtotal.amount", equalTo("8.00"));
        assertEquals(0, books.count("SELECT count(*) FROM orders WHERE store_id = ?", store.id()));
        books.assertStock(store.id(), product, "100", "0");
        buyer.request().get("/api/v1/cart").then().body("data.items", hasSize(1));
        add(buyer, product, "1");
        confirm(buyer, PICKUP.formatted("")).then().statusCode(201);
    }

    @Test
    void aPlaceInASlotIsBookedForItsFeeAndOnlyThere() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.00", 100);
        SlotId slot = slots.slot(store.store(), SlotType.DELIVERY, 1, null, Duration.ofDays(1));
        SlotId over = slots.slot(store.store(), SlotType.DELIVERY, 1, null, Duration.ofMinutes(30));
        SlotId pickup = slots.pickup(store.store(), 1);
        Account buyer = accounts.customer();
        fill(buyer, store, product, 2);
        String in = ", \"delivery_slot_id\": \"%s\"";
        preview(buyer, "DELIVERY", in.formatted(slot))
                .then()
                .statusCode(200)
                .body("data.slot.status", equalTo("OPEN"))
                .body("data.slot.fee.amount", equalTo("2.50"))
                .body("data.delivery.slot_fee.amount", equalTo("2.50"))
                .body("data.delivery.reason", equalTo("NO_FEE"))
                .body("data.totals.total.amount", equalTo("10.50"));
        confirm(buyer, DELIVERY.formatted(in.formatted(over)))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("SLOT_CLOSED"));
        confirm(buyer, DELIVERY.formatted(in.formatted(pickup)))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("SLOT_CLOSED"));
        confirm(buyer, DELIVERY.formatted(in.formatted(UUID.randomUUID())))
                .then()
                .statusCode(404)
                .body("error.code", equalTo("SLOT_NOT_FOUND"));
        confirm(buyer, DELIVERY.formatted(in.formatted(slot) + ", \"expected_total\": 8"))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PRICE_CHANGED"));
        assertEquals(0, books.count("SELECT booked FROM delivery_slot WHERE id = ?", slot));
        Response placed = confirm(buyer, DELIVERY.formatted(in.formatted(slot)));
        placed.then()
                .statusCode(201)
                .body("data.slot.id", equalTo(slot.toString()))
                .body("data.totals.delivery_fee.amount", equalTo("2.50"));
        assertEquals(
                placed.jsonPath().getMap("data"),
                buyer.request()
                        .get("/api/v1/orders/" + placed.path("data.id"))
                        .jsonPath()
                        .getMap("data"));
        assertEquals(1, books.count("SELECT booked FROM delivery_slot WHERE id = ?", slot));
        Account late = accounts.customer();
        fill(late, store, product, 1);
        preview(late, "DELIVERY", in.formatted(slot)).then().body("data.slot.status", equalTo("FULL"));
        confirm(late, DELIVERY.formatted(in.formatted(slot)))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("SLOT_FULL"));
        books.assertStock(store.id(), product, "100", "2");
    }

    /** 23 % in the country of the store, which is Bouvet Island: nobody else uses it. */
    private static void taxed(Shop.Opened store) {
        store.admin().request().body("""
                        {"tax_rates": [
                            {"country": "BV", "tax_class": "STANDARD", "valid_from": "2020-01-01", "rate": 0.23}]}
                        """).put("/api/v1/admin/settings").then().statusCode(200);
        store.admin()
                .request()
                .body("{\"address\": {\"line1\": \"1 Ice\", \"city\": \"Camp\", \"country\": \"BV\"}}")
                .patch("/api/v1/stores/" + store.id())
                .then()
                .statusCode(200);
    }

    private static void set(Shop.Opened store, String key, String value) {
        store.admin()
                .request()
                .body("{\"store_id\": \"%s\", \"settings\": [{\"key\": \"%s\", \"value\": \"%s\"}]}"
                        .formatted(store.id(), key, value))
                .put("/api/v1/admin/settings")
                .then()
                .statusCode(200);
    }

    private static void fill(Account buyer, Shop.Opened store, ProductId product, int quantity) {
        buyer.request()
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        add(buyer, product, Integer.toString(quantity));
    }

    private static void add(Account buyer, ProductId product, String quantity) {
        buyer.request()
                .body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
    }

    private static Response preview(Account buyer, String type, String more) {
        return buyer.request()
                .body("{\"fulfillment_type\": \"" + type + "\", " + ADDRESS + more + "}")
                .post("/api/v1/checkout/preview");
    }

    private static Response confirm(Account buyer, String body) {
        return buyer.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/api/v1/checkout/confirm");
    }
}
