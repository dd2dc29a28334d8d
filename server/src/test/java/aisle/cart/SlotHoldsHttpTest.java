package aisle.cart;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.delivery.SlotData;
import aisle.delivery.SlotOutcome;
import aisle.delivery.SlotType;
import aisle.kernel.CartId;
import aisle.kernel.ProductId;
import aisle.kernel.SlotId;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Places in slots that carts hold. */
@AisleTest
class SlotHoldsHttpTest {
    private static final String TOKEN = "X-Cart-Token";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    SlotData data;

    @Inject
    RecurringWork work;

    private static Response hold(Account who, SlotId slot) {
        return who.request().post("/api/v1/delivery-slots/" + slot + "/hold");
    }

    private static Response hold(String token, SlotId slot) {
        return given().header(TOKEN, token).post("/api/v1/delivery-slots/" + slot + "/hold");
    }

    private static Response release(Account who, String hold) {
        return who.request().delete("/api/v1/delivery-slots/holds/" + hold);
    }

    private static String newGuest() {
        return given().get("/api/v1/cart").header(TOKEN);
    }

    @Test
    void aPlaceIsHeldForAQuarterOfAnHour() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 1);
        Account buyer = accounts.customer();
        Response held = hold(buyer, slot);
        held.then().statusCode(201).body("data.slot_id", equalTo(slot.toString()));
        Duration left = Duration.between(Instant.now(), Instant.parse(held.path("data.expires_at")));
        assertTrue(left.compareTo(Duration.ofMinutes(15)) <= 0 && left.toMinutes() >= 10, left.toString());
        String id = held.path("data.id");
        hold(buyer, slot)
                .then()
                .statusCode(201)
                .body("data.id", equalTo(id))
                .body("data.expires_at", equalTo(held.path("data.expires_at")));
        buyer.request()
                .get("/api/v1/delivery-slots/holds/" + id)
                .then()
                .statusCode(200)
                .body("data.expires_at", equalTo(held.path("data.expires_at")));
        accounts.customer()
                .request()
                .get("/api/v1/delivery-slots/holds/" + id)
                .then()
                .statusCode(404);
        hold(accounts.customer(), slot).then().statusCode(409).body("error.code", equalTo("SLOT_FULL"));
        release(accounts.customer(), id).then().statusCode(404);
        release(buyer, id).then().statusCode(204);
        release(buyer, id).then().statusCode(404).body("error.code", equalTo("SLOT_HOLD_NOT_FOUND"));
        hold(accounts.customer(), slot).then().statusCode(201);
    }

    @Test
    void aGuestHoldsByItsToken() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 2);
        String token = newGuest();
        String id = hold(token, slot)
                .then()
                .statusCode(201)
                .header(TOKEN, token)
                .extract()
                .path("data.id");
        hold(token, slot).then().body("data.id", equalTo(id));
        Response stranger = given().post("/api/v1/delivery-slots/" + slot + "/hold");
        stranger.then().statusCode(201).header(TOKEN, notNullValue());
        assertNotEquals(id, stranger.path("data.id"));
        given().delete("/api/v1/delivery-slots/holds/" + id).then().statusCode(404);
        given().header(TOKEN, token)
                .delete("/api/v1/delivery-slots/holds/" + id)
                .then()
                .statusCode(204);
    }

    @Test
    void anotherSlotTakesTheHoldAlongUnlessItIsFull() {
        Store store = accounts.store();
        SlotId one = data.pickup(store, 1);
        SlotId two = data.pickup(store, 1);
        SlotId full = data.pickup(store, 1);
        data.book(store, full, SlotType.PICKUP, 1, null);
        Account buyer = accounts.customer();
        String first = hold(buyer, one).path("data.id");
        hold(buyer, full).then().statusCode(409);
        hold(buyer, one).then().body("data.id", equalTo(first));
        hold(buyer, two).then().statusCode(201);
        assertInstanceOf(SlotOutcome.Booked.class, data.book(store, one, SlotType.PICKUP, 1, null));
        assertInstanceOf(SlotOutcome.Full.class, data.book(store, two, SlotType.PICKUP, 1, null));
    }

    @Test
    void aHoldThatExpiredCountsNoMoreAtOnceAndIsClearedLater() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 1);
        Account buyer = accounts.customer();
        String first = hold(buyer, slot).path("data.id");
        books.change(
                "UPDATE slot_hold SET expires_at = ? WHERE slot_id = ?",
                Instant.now().minusSeconds(1),
                slot);
        Account other = accounts.customer();
        hold(other, slot).then().statusCode(201);
        hold(buyer, slot).then().statusCode(409);
        books.change(
                "UPDATE slot_hold SET expires_at = ? WHERE slot_id = ?",
                Instant.now().minus(Duration.ofHours(2)),
                slot);
        hold(buyer, slot).then().statusCode(201);
        assertNotEquals(first, hold(buyer, slot).path("data.id"));
        work.run("slot-hold-expiry");
        assertEquals(1, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", slot));
    }

    @Test
    void aSlotThatTakesNoMoreIsNotHeldAndOneThatSoonDoesNotNoLonger() {
        Store store = accounts.store();
        Account buyer = accounts.customer();
        hold(buyer, data.slot(store, SlotType.PICKUP, 5, null, Duration.ofMinutes(30)))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("SLOT_CLOSED"));
        hold(buyer, new SlotId(UUID.randomUUID())).then().statusCode(404).body("error.code", equalTo("SLOT_NOT_FOUND"));
        SlotId soon = data.slot(store, SlotType.PICKUP, 5, null, Duration.ofMinutes(65));
        Response held = hold(buyer, soon);
        String cutoff = given().get("/api/v1/delivery-slots/" + soon).path("data.cutoff_at");
        held.then().statusCode(201).body("data.expires_at", equalTo(cutoff));
    }

    @Test
    void whatIsInTheCartIsCounted() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.00", 10);
        ProductId cheese = store.product("9.00", "KG", "10");
        Account buyer = accounts.customer();
        buyer.request().body("{\"store_id\": \"" + store.id() + "\"}").patch("/api/v1/cart");
        buyer.request()
                .body("{\"product_id\": \"" + milk + "\", \"quantity\": 4}")
                .post("/api/v1/cart/items");
        buyer.request()
                .body("{\"product_id\": \"" + cheese + "\", \"quantity\": 2.5}")
                .post("/api/v1/cart/items");
        hold(buyer, data.slot(store.store(), SlotType.PICKUP, 9, 4, Duration.ofDays(1)))
                .then()
                .statusCode(409);
        SlotId slot = data.slot(store.store(), SlotType.PICKUP, 9, 5, Duration.ofDays(1));
        hold(buyer, slot).then().statusCode(201);
        given().get("/api/v1/delivery-slots/" + slot).then().body("data.remaining_items", equalTo(0));
    }

    @Test
    void aCartThatGoesTakesItsHoldAlong() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 1);
        String token = newGuest();
        hold(token, slot).then().statusCode(201);
        books.change(
                "UPDATE cart SET expires_at = ? WHERE id = (SELECT cart_id FROM slot_hold WHERE slot_id = ?)",
                Instant.EPOCH,
                slot);
        work.run("cart-expiry");
        assertEquals(0, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", slot));
    }

    @Test
    void asManyHoldAPlaceAsThereAre() {
        Client client = new Client("http://localhost:" + RestAssured.port);
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 10);
        List<Account> buyers = Stream.generate(accounts::customer).limit(64).toList();
        List<Reply> replies = Crowd.atOnce(
                64,
                i -> () -> client.post(
                        "/api/v1/delivery-slots/" + slot + "/hold",
                        buyers.get(i).token(),
                        null,
                        ""));
        assertEquals(10, replies.stream().filter(reply -> reply.status() == 201).count());
        assertEquals(
                54,
                replies.stream()
                        .filter(reply -> reply.errorCode().equals("SLOT_FULL"))
                        .count());
        assertEquals(10, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", slot));
        given().get("/api/v1/delivery-slots/" + slot)
                .then()
                .body("data.remaining", equalTo(0))
                .body("data.status", equalTo("FULL"));
    }

    @Test
    void oneCartHoldsOnePlaceHoweverManyItAsksForAtOnce() {
        Store store = accounts.store();
        List<SlotId> slots =
                Stream.generate(() -> data.pickup(store, 5)).limit(4).toList();
        String token = newGuest();
        List<Integer> statuses =
                Crowd.atOnce(32, i -> () -> hold(token, slots.get(i % 4)).statusCode());
        assertEquals(List.of(201), statuses.stream().distinct().toList());
        assertEquals(1, books.count("""
                        SELECT count(*) FROM slot_hold h JOIN delivery_slot s ON s.id = h.slot_id
                        WHERE s.store_id = ?
                        """, store.id()));
    }

    /** Some hold, some book, some hold and book, holds expire, and a manager makes the slot smaller and larger. */
    @Test
    void holdsBookingsAndChangesOfSizeNeverOverfillASlot() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 20);
        Account admin = accounts.admin();
        List<CartId> carts = Stream.generate(data::cart).limit(16).toList();
        carts.forEach(cart -> data.hold(store, slot, cart, 1, Instant.now().plus(Duration.ofMinutes(9))));
        List<String> guests =
                Stream.generate(SlotHoldsHttpTest::newGuest).limit(16).toList();
        List<Boolean> booked = Crowd.atOnce(64, i -> () -> switch (i % 4) {
            case 0 -> data.book(store, slot, SlotType.PICKUP, 1, carts.get(i / 4)) instanceof SlotOutcome.Booked;
            case 1 -> data.book(store, slot, SlotType.PICKUP, 1, null) instanceof SlotOutcome.Booked;
            case 2 -> {
                int status = hold(guests.get(i / 4), slot).statusCode();
                assertTrue(status == 201 || status == 409, "held or full, not " + status);
                yield false;
            }
            default -> {
                if (i % 8 == 3) {
                    books.change(
                            "UPDATE slot_hold SET expires_at = ? WHERE slot_id = ? AND cart_id = ?",
                            Instant.now().minusSeconds(1),
                            slot,
                            carts.get(i / 4));
                } else {
                    int status = admin.request()
                            .body("{\"capacity\": " + (15 + i / 4) + "}")
                            .patch("/api/v1/delivery-slots/" + slot)
                            .statusCode();
                    assertTrue(status == 200 || status == 409, "resized or in use, not " + status);
                }
                yield false;
            }
        });
        long orders = booked.stream().filter(Boolean::booleanValue).count();
        data.assertBooked(slot, orders, orders);
        assertEquals(1, books.count("SELECT count(*) FROM delivery_slot WHERE id = ? AND booked <= capacity", slot));
        while (data.book(store, slot, SlotType.PICKUP, 1, null) instanceof SlotOutcome.Booked) {
            orders++;
        }
        data.assertBooked(slot, orders, orders);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM delivery_slot s WHERE id = ? AND capacity <= booked + (SELECT count(*)"
                                + " FROM slot_hold h WHERE h.slot_id = s.id AND h.expires_at > ?)",
                        slot,
                        Instant.now()),
                "no place is left that is neither booked nor held");
    }
}
