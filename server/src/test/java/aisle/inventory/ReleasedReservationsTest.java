package aisle.inventory;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of orders when less is there than was promised to them. */
@AisleTest
class ReleasedReservationsTest {
    private static final String DAMAGED_TO =
            "{\"on_hand\": %s, \"reason\": \"DAMAGE\", \"release_reservations\": true}";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private static String order(Shop.Opened store, Account buyer, String body) {
        return buyer.request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(body)
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private static ValidatableResponse seen(Account buyer, String order) {
        return buyer.request().get("/api/v1/orders/" + order).then().statusCode(200);
    }

    @Test
    void theYoungestLineIsShortAndItsCustomerIsTold() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.00", 6);
        Account early = accounts.customer();
        Account late = accounts.customer();
        String first = order(store, early, store.pickup(product, 2));
        String second = order(store, late, store.pickup(product, 4));
        store.adjust(product, DAMAGED_TO.formatted(3))
                .then()
                .statusCode(200)
                .body("data.on_hand", equalTo(3))
                .body("data.reserved", equalTo(3));
        seen(early, first)
                .body("data.version", equalTo(1))
                .body("data.items[0].short_quantity", equalTo(0))
                .body("data.final_totals", nullValue());
        seen(late, second)
                .body("data.version", equalTo(2))
                .body("data.status", equalTo("CONFIRMED"))
                .body("data.items[0].quantity", equalTo(4))
                .body("data.items[0].short_quantity", equalTo(3))
                .body("data.items[0].picked_status", equalTo("PENDING"))
                .body("data.totals.total.amount", equalTo("8.00"))
                .body("data.final_totals.total.amount", equalTo("2.00"));
        late.request()
                .get("/api/v1/orders/" + second + "/history")
                .then()
                .body("data.type", contains("PLACED", "ITEMS_SHORT"))
                .body("data[1].reason", equalTo("DAMAGE"))
                .body("data[1].actor_id", equalTo(store.admin().id().toString()));
        Waiting.until(
                "the customer is told",
                () -> books.count(
                                "SELECT count(*) FROM notification WHERE order_id = ? AND type = 'ORDER_ITEMS_SHORT'",
                                UUID.fromString(second))
                        == 1);
        late.request()
                .get("/api/v1/me/notifications")
                .then()
                .body("data.type", hasItem("ORDER_ITEMS_SHORT"))
                .body("data.find { it.type == 'ORDER_ITEMS_SHORT' }.payload.missing_quantity", equalTo(3));
        books.assertStock(store.id(), product, "3", "3");
    }

    @Test
    void aLineOfWhichNothingIsLeftIsMissingAndTheRestOfTheOrderStays() {
        Shop.Opened store = shop.open();
        ProductId gone = store.product("2.00", 2);
        ProductId there = store.product("5.00", 2);
        Account buyer = accounts.customer();
        String order = order(store, buyer, """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY",
                 "items": [{"product_id": "%s", "quantity": 2}, {"product_id": "%s", "quantity": 1}]}
                """.formatted(store.id(), gone, there));
        store.adjust(gone, DAMAGED_TO.formatted(1)).then().statusCode(200);
        store.adjust(gone, DAMAGED_TO.formatted(0)).then().statusCode(200);
        seen(buyer, order)
                .body("data.version", equalTo(3))
                .body("data.items.picked_status", contains("MISSING", "PENDING"))
                .body("data.items.short_quantity", contains(2, 0))
                .body("data.items[0].picked_quantity", equalTo(0))
                .body("data.final_totals.total.amount", equalTo("5.00"));
        books.assertStock(store.id(), gone, "0", "0");
        books.assertStock(store.id(), there, "2", "1");
    }

    @Test
    void whatIsPickedOrNotEnoughIsNotTakenBackAndLeavesNoTrace() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.00", 5);
        Account buyer = accounts.customer();
        String picked = order(store, buyer, store.pickup(product, 3));
        String open = order(store, buyer, store.pickup(product, 1));
        books.change(
                "UPDATE order_line SET picked_status = 'PICKED', picked_quantity = 3 WHERE order_id = ?",
                UUID.fromString(picked));
        store.adjust(product, "{\"on_hand\": 1, \"reason\": \"COUNT\"}")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("RESERVED_STOCK"));
        store.adjust(product, DAMAGED_TO.formatted(1))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("RESERVED_STOCK"))
                .body("error.details.reserved", equalTo(4))
                .body("error.details.releasable", equalTo(1));
        books.assertStock(store.id(), product, "5", "4");
        seen(buyer, open).body("data.version", equalTo(1));
        store.adjust(product, DAMAGED_TO.formatted(3)).then().statusCode(200);
        seen(buyer, open).body("data.items[0].picked_status", equalTo("MISSING"));
        books.assertStock(store.id(), product, "3", "3");
    }

    /** Orders are placed while the stock shrinks again and again: whatever comes first, the promises are kept or taken back. */
    @Test
    void ordersAndLossesAtOnceKeepTheBooksTrue() {
        Client client = new Client("http://localhost:" + RestAssured.port);
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 40);
        List<Account> buyers = Stream.generate(accounts::customer).limit(16).toList();
        List<Integer> statuses = Crowd.atOnce(
                24,
                i -> () -> i % 3 == 2
                        ? store.adjust(
                                        product,
                                        "{\"delta\": -4, \"reason\": \"THEFT\", \"release_reservations\": true}")
                                .statusCode()
                        : client.post(
                                        "/api/v1/orders",
                                        buyers.get(i % 16).token(),
                                        UUID.randomUUID().toString(),
                                        store.pickup(product, 2))
                                .status());
        assertEquals(
                List.of(),
                statuses.stream()
                        .filter(status -> status >= 500 || status == 400)
                        .toList());
        long lost =
                books.count("SELECT count(*) FROM stock_movement WHERE product_id = ? AND reason = 'THEFT'", product);
        long reserved =
                books.count("SELECT coalesce(sum(quantity), 0)::bigint FROM reservation WHERE product_id = ?", product);
        books.assertStock(store.id(), product, Long.toString(40 - 4 * lost), Long.toString(reserved));
    }
}
