package aisle.notifications;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The way of an event from the transaction that caused it to a subscriber. */
@AisleTest
class OrderNotificationsTest {
    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void aPlacedOrderIsToldOnceHoweverOftenTheEventComes() {
        Account buyer = accounts.customer();
        String order = order(buyer);
        Waiting.until("the notification is there", () -> told(order) == 1);
        buyer.request()
                .get("/api/v1/me/notifications")
                .then()
                .statusCode(200)
                .body("data.type", contains("ORDER_PLACED"))
                .body("data.order_id", contains(order))
                .body("data[0].payload.total.amount", equalTo("4.20"));

        deliverAgain(order);
        assertEquals(1, told(order));
        accounts.customer().request().get("/api/v1/me/notifications").then().body("meta.total", equalTo(0));
    }

    @Test
    void whoWasErasedIsToldNothing() {
        Account buyer = accounts.customer();
        String order = order(buyer);
        Waiting.until("the notification is there", () -> told(order) == 1);
        books.change("UPDATE orders SET status = 'DELIVERED' WHERE id = ?", UUID.fromString(order));
        buyer.request().delete("/api/v1/me").then().statusCode(204);
        assertEquals(0, told(order));

        deliverAgain(order);
        assertEquals(0, told(order));
    }

    private String order(Account buyer) {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.20", 5);
        return buyer.request()
                .header("Idempotency-Key", "k")
                .body(store.pickup(product, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private void deliverAgain(String order) {
        books.change(
                "UPDATE outbox_delivery SET delivered_at = NULL WHERE event_id = (SELECT id FROM outbox WHERE aggregate_id = ?)",
                order);
        Waiting.until(
                "the event came again",
                () -> books.count(
                                "SELECT count(*) FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id"
                                        + " WHERE o.aggregate_id = ? AND d.attempts = 2 AND d.delivered_at IS NOT NULL",
                                order)
                        == 1);
    }

    private long told(String order) {
        return books.count("SELECT count(*) FROM notification WHERE order_id = ?", UUID.fromString(order));
    }
}
