package aisle.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.delivery.SlotData;
import aisle.kernel.ProductId;
import aisle.kernel.SlotId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * The attacks by which T. Warszawski and P. Bailis took goods out of twelve shops (“ACIDRain”, SIGMOD 2017): one customer's
 * own requests at the same moment. What is paid is what is ordered, no stock becomes negative, and what can be used once is
 * used once.
 */
@AisleTest
class AttackedCartTest {
    private static final int ROUNDS = 12;
    private static final String CONFIRM = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"%s\"%s}";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    SlotData slots;

    @Inject
    Books books;

    private static Client client() {
        return new Client("http://localhost:" + RestAssured.port);
    }

    /** A cart is filled up while it is paid for: the order has what its total says, whatever the cart had when. */
    @Test
    void whatIsPaidIsWhatIsOrdered() {
        for (String means : List.of("ON_DELIVERY", "SANDBOX")) {
            Shop.Opened store = shop.open();
            ProductId cheap = store.product("1.00", 1_000);
            ProductId dear = store.product("500.00", 1_000);
            for (int round = 0; round < ROUNDS; round++) {
                Account thief = accounts.customer();
                put(thief, store, cheap, 1);
                List<Callable<Reply>> deeds = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    deeds.add(confirm(thief, means, ""));
                    deeds.add(add(thief, dear, 1));
                }
                List<Reply> replies = Crowd.atOnce(deeds.size(), deeds::get);
                List<JsonNode> orders = placed(replies);
                assertTrue(!orders.isEmpty(), replies::toString);
                orders.forEach(order -> assertPaidAsOrdered(order));
                replies.stream()
                        .filter(reply -> reply.status() >= 400)
                        .forEach(reply -> assertTrue(
                                List.of("CART_EMPTY", "CHECKOUT_IN_PROGRESS").contains(reply.errorCode()),
                                reply::toString));
                long added =
                        replies.stream().filter(reply -> reply.status() == 200).count();
                assertEquals(
                        added,
                        units(thief, dear) + inCart(thief, dear),
                        "every piece that was put in was bought or is still there");
                assertEquals(1, units(thief, cheap));
            }
            assertEquals(
                    0,
                    books.count(
                            "SELECT count(*) FROM orders o WHERE store_id = ? AND subtotal <> (SELECT sum(line_total)"
                                    + " FROM order_line l WHERE l.store_id = o.store_id AND l.order_id = o.id)",
                            store.id()));
            assertBooksAgree(store);
        }
    }

    /** The same cart is confirmed by many requests with keys of their own: it is bought once. */
    @Test
    void aCartIsBoughtOnce() {
        for (String means : List.of("ON_DELIVERY", "SANDBOX")) {
            Shop.Opened store = shop.open();
            ProductId product = store.product("3.00", 1_000);
            for (int round = 0; round < ROUNDS; round++) {
                Account thief = accounts.customer();
                put(thief, store, product, 2);
                List<Reply> replies = Crowd.atOnce(8, i -> confirm(thief, means, ""));
                assertEquals(1, placed(replies).size(), replies::toString);
                assertEquals(2, units(thief, product));
                assertEquals(0, inCart(thief, product));
            }
            books.assertStock(store.id(), product, "1000", Integer.toString(2 * ROUNDS));
        }
    }

    /** The last piece, and the last place in a slot, go to one of many requests of the same customer. */
    @Test
    void theLastPieceAndTheLastPlaceAreHadOnce() {
        Shop.Opened store = shop.open();
        for (int round = 0; round < ROUNDS; round++) {
            ProductId last = store.product("3.00", 1);
            ProductId plenty = store.product("3.00", 1_000);
            SlotId slot = slots.pickup(store.store(), 1);
            Account thief = accounts.customer();
            List<Reply> pieces = Crowd.atOnce(6, i -> order(thief, store, last, null));
            assertEquals(1, placed(pieces).size(), pieces::toString);
            List<Reply> places = Crowd.atOnce(6, i -> order(thief, store, plenty, slot));
            assertEquals(1, placed(places).size(), places::toString);
            assertEquals(1, books.count("SELECT booked FROM delivery_slot WHERE id = ?", slot));
            books.assertStock(store.id(), last, "1", "1");
            books.assertStock(store.id(), plenty, "1000", "1");
        }
        assertBooksAgree(store);
    }

    /** Rights of which there is one: a default address and an entry of the wishlist. */
    @Test
    void thereIsOneDefaultAddressAndOneWish() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("3.00", 1_000);
        Account thief = accounts.customer();
        String delivery = """
                {"store_id": "%s", "fulfillment_type": "DELIVERY", "payment_method": "ON_DELIVERY", "save_as_default": true,
                 "address": {"full_name": "Ann", "line1": "%d Quay", "city": "Dublin", "country": "IE"},
                 "items": [{"product_id": "%s", "quantity": 1}]}
                """;
        List<Reply> replies = Crowd.atOnce(
                12,
                i -> () -> client().post(
                                i % 2 == 0 ? "/api/v1/orders" : "/api/v1/me/wishlist",
                                thief.token(),
                                UUID.randomUUID().toString(),
                                i % 2 == 0
                                        ? delivery.formatted(store.id(), i, product)
                                        : "{\"product_id\": \"" + product + "\"}"));
        assertTrue(replies.stream().allMatch(reply -> reply.status() < 300), replies::toString);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM customer_address a JOIN customer c ON c.id = a.customer_id"
                                + " WHERE c.user_id = ? AND a.is_default",
                        thief.id()));
        assertEquals(1, books.count("SELECT count(*) FROM wishlist_item WHERE user_id = ?", thief.id()));
        books.assertStock(store.id(), product, "1000", "6");
    }

    private void assertPaidAsOrdered(JsonNode order) {
        BigDecimal goods = BigDecimal.ZERO;
        for (JsonNode item : order.at("/items")) {
            goods = goods.add(new BigDecimal(item.at("/line_total/amount").asText()));
        }
        assertEquals(goods, new BigDecimal(order.at("/totals/total/amount").asText()));
        assertEquals(
                goods, new BigDecimal(order.at("/payment/authorized/amount").asText()));
    }

    private void assertBooksAgree(Shop.Opened store) {
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM stock s WHERE store_id = ? AND (on_hand < 0 OR reserved <> (SELECT"
                                + " coalesce(sum(quantity), 0) FROM reservation r"
                                + " WHERE r.store_id = s.store_id AND r.product_id = s.product_id))",
                        store.id()));
    }

    private static List<JsonNode> placed(List<Reply> replies) {
        return replies.stream()
                .filter(reply -> reply.status() == 201)
                .map(reply -> reply.body().at("/data"))
                .toList();
    }

    private long units(Account buyer, ProductId product) {
        return books.count(
                "SELECT coalesce(sum(l.quantity), 0)::bigint FROM order_line l JOIN orders o"
                        + " ON o.store_id = l.store_id AND o.id = l.order_id"
                        + " WHERE o.placed_by = ? AND l.product_id = ?",
                buyer.id(),
                product);
    }

    private long inCart(Account buyer, ProductId product) {
        return books.count(
                "SELECT coalesce(sum(l.quantity), 0)::bigint FROM cart_line l JOIN cart k ON k.id = l.cart_id"
                        + " JOIN customer c ON c.id = k.customer_id WHERE c.user_id = ? AND l.product_id = ?",
                buyer.id(),
                product);
    }

    private void put(Account buyer, Shop.Opened store, ProductId product, int quantity) {
        buyer.request()
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        buyer.request()
                .body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
    }

    private Callable<Reply> add(Account buyer, ProductId product, int quantity) {
        return () -> client().post(
                        "/api/v1/cart/items",
                        buyer.token(),
                        null,
                        "{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}");
    }

    private Callable<Reply> confirm(Account buyer, String means, String more) {
        String token = means.equals("SANDBOX") ? ", \"payment_token\": \"tok_approve\"" : "";
        return () -> client().post(
                        "/api/v1/checkout/confirm",
                        buyer.token(),
                        UUID.randomUUID().toString(),
                        CONFIRM.formatted(means, token + more));
    }

    private Callable<Reply> order(Account buyer, Shop.Opened store, ProductId product, SlotId slot) {
        return () -> client().post(
                        "/api/v1/orders", buyer.token(), UUID.randomUUID().toString(), """
                {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY"%s,
                 "items": [{"product_id": "%s", "quantity": 1}]}
                """.formatted(
                                store.id(), slot == null ? "" : ", \"delivery_slot_id\": \"" + slot + "\"", product));
    }
}
