package aisle.checkout;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class CheckoutHttpTest {
    private static final String PICKUP = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void fromAnEmptyCartToAPlacedOrder() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.35", 20);
        ProductId apples = store.product("2.99", "KG", "12.5");
        Account buyer = accounts.customer();
        choose(buyer, store);
        add(buyer, milk, "2").then().statusCode(200);
        add(buyer, apples, "0.750").then().statusCode(200);
        add(buyer, milk, "1")
                .then()
                .statusCode(200)
                .body("data.items", hasSize(2))
                .body("data.items[0].quantity", equalTo(3))
                .body("data.items[0].line_total.amount", equalTo("4.05"))
                .body("data.items[1].line_total.amount", equalTo("2.24"))
                .body("data.items[1].available_quantity", equalTo(12.5f))
                .body("data.items[0].previous_price", nullValue())
                .body("data.totals.total.amount", equalTo("6.29"))
                .body("data.totals.prices_include_tax", equalTo(true));
        buyer.request()
                .body("{\"fulfillment_type\": \"PICKUP\"}")
                .post("/api/v1/checkout/preview")
                .then()
                .statusCode(200)
                .body("data.totals.total.amount", equalTo("6.29"))
                .body("data.missing_items", hasSize(0))
                .body("data.price_changes", hasSize(0));
        books.assertStock(store.id(), milk, "20", "0");

        Response placed = confirm(buyer, "first", PICKUP);
        placed.then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/orders/" + placed.path("data.id")))
                .body("data.number", matchesPattern("A-[0-9A-Z]{9}"))
                .body("data.status", equalTo("CONFIRMED"))
                .body("data.store.id", equalTo(store.id().toString()))
                .body("data.items.quantity", contains(3, 0.75f))
                .body("data.totals.total.amount", equalTo("6.29"))
                .body("data.payment.method", equalTo("ON_DELIVERY"))
                .body("data.payment.captured.amount", equalTo("0.00"));
        books.assertStock(store.id(), milk, "20", "3");
        books.assertStock(store.id(), apples, "12.5", "0.75");
        buyer.request().get("/api/v1/cart").then().body("data.items", hasSize(0));

        confirm(buyer, "first", PICKUP)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("data.id", equalTo(placed.path("data.id")));
        assertEquals(
                placed.jsonPath().getMap("data"),
                buyer.request()
                        .get("/api/v1/orders/" + placed.path("data.id"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getMap("data"));
        buyer.request()
                .get("/api/v1/orders/" + placed.path("data.id") + "/history")
                .then()
                .body("data.type", contains("PLACED"));
        assertEquals(1, books.count("SELECT count(*) FROM orders WHERE store_id = ?", store.id()));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'order.placed' AND store_id = ?", store.id()));
    }

    @Test
    void aKeyIsNeededAndBelongsToOneBody() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 9);
        Account buyer = accounts.customer();
        buyer.request()
                .body(store.pickup(product, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("MISSING_IDEMPOTENCY_KEY"));
        order(buyer, "\"quoted\"", store.pickup(product, 1)).then().statusCode(201);
        order(buyer, "quoted", store.pickup(product, 1)).then().statusCode(201).header("Idempotent-Replayed", "true");
        order(buyer, "quoted", store.pickup(product, 2))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        order(accounts.customer(), "quoted", store.pickup(product, 1))
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue());
        order(buyer, "x".repeat(256), store.pickup(product, 1)).then().statusCode(400);
        books.assertStock(store.id(), product, "9", "2");
        assertEquals(0, books.count("SELECT count(*) FROM idempotency WHERE position('order'::bytea IN body_enc) > 0"));
    }

    @Test
    void aRefusalFreesTheKeyAndLeavesNoTrace() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 1);
        ProductId other = store.product("1.00", 10);
        Account buyer = accounts.customer();
        String body = """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY",
                 "items": [{"product_id": "%s", "quantity": 4}, {"product_id": "%s", "quantity": 2},
                           {"product_id": "%s", "quantity": 1}]}
                """.formatted(store.id(), other, product, product);
        order(buyer, "retry", body)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("INSUFFICIENT_STOCK"))
                .body("error.details.items", hasSize(1))
                .body("error.details.items[0].product_id", equalTo(product.toString()))
                .body("error.details.items[0].requested_quantity", equalTo(3))
                .body("error.details.items[0].available_quantity", equalTo(1));
        books.assertStock(store.id(), product, "1", "0");
        books.assertStock(store.id(), other, "10", "0");
        assertEquals(0, books.count("SELECT count(*) FROM orders WHERE store_id = ?", store.id()));
        store.adjust(product, "{\"delta\": 2, \"reason\": \"RECEIPT\"}").then().statusCode(200);
        order(buyer, "retry", body).then().statusCode(201).body("data.items.quantity", contains(4, 3));
        books.assertStock(store.id(), product, "3", "3");
    }

    @Test
    void wrongWishesAreNamed() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.50", 5);
        Account buyer = accounts.customer();
        choose(buyer, store);
        confirm(buyer, "empty", PICKUP).then().statusCode(422).body("error.code", equalTo("CART_EMPTY"));
        add(buyer, product, "6").then().statusCode(409).body("error.details.items[0].available_quantity", equalTo(5));
        add(buyer, product, "0.5").then().statusCode(400).body("error.details.fields.field", contains("quantity"));
        add(buyer, product, "0").then().statusCode(400);
        add(buyer, product, "-1").then().statusCode(400);
        add(buyer, product, "\"2\"").then().statusCode(400);
        add(buyer, new ProductId(UUID.randomUUID()), "1").then().statusCode(404);
        add(buyer, product, "2").then().statusCode(200);
        confirm(buyer, "price", PICKUP.replace("}", ", \"expected_total\": \"4.99\"}"))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PRICE_CHANGED"))
                .body("error.details.total.amount", equalTo("5.00"));
        confirm(buyer, "currency", PICKUP.replace("}", ", \"expected_total\": {\"amount\": 5, \"currency\": \"JPY\"}}"))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("CURRENCY_MISMATCH"));
        confirm(buyer, "address", PICKUP.replace("PICKUP", "DELIVERY"))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("ADDRESS_REQUIRED"));
        confirm(buyer, "fields", "{\"fulfillment_type\": \"DELIVERY\", \"address\": {\"country\": \"Ireland\"}}")
                .then()
                .statusCode(400)
                .body(
                        "error.details.fields.field",
                        hasItems(
                                "payment_method",
                                "address.full_name",
                                "address.line1",
                                "address.city",
                                "address.country"));
        confirm(buyer, "enum", PICKUP.replace("PICKUP", "TELEPORT"))
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("fulfillment_type"));
        order(buyer, "items", "{\"items\": [{\"product_id\": \"x\", \"quantity\": 1}]}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("items[0].product_id"));
        books.assertStock(store.id(), product, "5", "0");
        confirm(buyer, "right", PICKUP.replace("}", ", \"expected_total\": 5}"))
                .then()
                .statusCode(201);
    }

    @Test
    void deliveriesGoWhereTheStoreDelivers() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.50", 5);
        store.admin()
                .request()
                .body("{\"delivers\": true, \"postcodes\": [\"D02 X285\"]}")
                .patch("/api/v1/stores/" + store.id())
                .then()
                .statusCode(200);
        Account buyer = accounts.customer();
        String body = """
                {"store_id": "%s", "fulfillment_type": "DELIVERY", "payment_method": "ON_DELIVERY",
                 "items": [{"product_id": "%s", "quantity": 1}],
                 "address": {"full_name": "Nora Byrne", "line1": "1 Quay", "city": "Dublin", "postcode": "%s", "country": "IE"}}
                """;
        order(buyer, "far", body.formatted(store.id(), product, "T12 W8KP"))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("ADDRESS_NOT_SERVED"));
        order(buyer, "near", body.formatted(store.id(), product, "d02x285"))
                .then()
                .statusCode(201)
                .body("data.address.full_name", equalTo("Nora Byrne"))
                .body("data.fulfillment_type", equalTo("DELIVERY"));
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM orders WHERE store_id = ? AND position('Byrne'::bytea IN address_enc) > 0",
                        store.id()));
        books.assertStock(store.id(), product, "5", "1");
    }

    @Test
    void ordersAreSeenByTheirCustomerAndTheirStoresStaffOnly() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.50", 5);
        Account buyer = accounts.customer();
        String id = order(buyer, "k", store.pickup(product, 1)).then().extract().path("data.id");
        accounts.customer()
                .request()
                .get("/api/v1/orders/" + id)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ORDER_NOT_FOUND"));
        given().get("/api/v1/orders/" + id).then().statusCode(401);
        accounts.staff(Role.EMPLOYEE, store.id())
                .request()
                .get("/api/v1/orders/" + id)
                .then()
                .statusCode(200)
                .body("data.customer.name", equalTo("Test CUSTOMER"));
        accounts.staff(Role.EMPLOYEE, shop.open().id())
                .request()
                .get("/api/v1/orders/" + id)
                .then()
                .statusCode(404);
        accounts.staff(Role.MANAGER, store.id())
                .request()
                .get("/api/v1/orders?status=CONFIRMED")
                .then()
                .body("data.id", contains(id))
                .body("meta.total", equalTo(1));
        buyer.request().get("/api/v1/orders/my-orders").then().body("data.id", contains(id));
        buyer.request().get("/api/v1/orders?status=CANCELED").then().body("data", hasSize(0));
        buyer.request().get("/api/v1/orders?status=LOST").then().statusCode(400);
        buyer.request().get("/api/v1/orders?limit=abc").then().statusCode(400);
        buyer.request().get("/api/v1/orders?from=yesterday").then().statusCode(400);
        buyer.request()
                .get("/api/v1/orders/nonsense")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("ORDER_NOT_FOUND"));
    }

    @Test
    void aNewPriceIsToldBeforeItIsPaid() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.50", 5);
        Account buyer = accounts.customer();
        choose(buyer, store);
        add(buyer, product, "2").then().statusCode(200);
        store.admin()
                .request()
                .body("{\"price\": \"2.75\"}")
                .patch("/api/v1/products/" + product)
                .then()
                .statusCode(200);
        buyer.request()
                .get("/api/v1/cart")
                .then()
                .body("data.items[0].previous_price.amount", equalTo("2.50"))
                .body("data.items[0].unit_price.amount", equalTo("2.75"))
                .body("data.totals.total.amount", equalTo("5.50"));
        buyer.request()
                .body("{\"fulfillment_type\": \"PICKUP\"}")
                .post("/api/v1/checkout/preview")
                .then()
                .body("data.price_changes[0].product_id", equalTo(product.toString()));
        confirm(buyer, "seen", PICKUP.replace("}", ", \"expected_total\": \"5.00\"}"))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PRICE_CHANGED"));
        books.assertStock(store.id(), product, "5", "0");
    }

    private static void choose(Account buyer, Shop.Opened store) {
        buyer.request()
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
    }

    private static Response add(Account buyer, ProductId product, String quantity) {
        return buyer.request()
                .body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items");
    }

    private static Response confirm(Account buyer, String key, String body) {
        return buyer.request().header("Idempotency-Key", key).body(body).post("/api/v1/checkout/confirm");
    }

    private static Response order(Account buyer, String key, String body) {
        return buyer.request().header("Idempotency-Key", key).body(body).post("/api/v1/orders");
    }
}
