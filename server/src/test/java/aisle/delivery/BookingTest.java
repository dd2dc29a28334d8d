package aisle.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import aisle.delivery.SlotOutcome.Booked;
import aisle.delivery.SlotOutcome.Closed;
import aisle.delivery.SlotOutcome.Full;
import aisle.delivery.SlotOutcome.NotServed;
import aisle.delivery.SlotOutcome.Unknown;
import aisle.kernel.CartId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Places in slots as checkout asks for them. */
@AisleTest
class BookingTest {
    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    Database database;

    @Inject
    DeliverySlots slots;

    @Inject
    SlotData data;

    private static Instant inAMinute() {
        return Instant.now().plus(Duration.ofMinutes(1));
    }

    private static Instant aMinuteAgo() {
        return Instant.now().minus(Duration.ofMinutes(1));
    }

    private static OrderId order() {
        return new OrderId(UUID.randomUUID());
    }

    @Test
    void aPlaceIsBookedOncePerOrderAndGivenBackOnce() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 2);
        OrderId order = order();
        assertInstanceOf(Booked.class, data.book(store, new SlotWish(slot, order, SlotType.PICKUP, 7, null, null)));
        data.assertBooked(slot, 1, 7);
        assertInstanceOf(Booked.class, data.book(store, slot, SlotType.PICKUP, 1, null));
        assertInstanceOf(Full.class, data.book(store, slot, SlotType.PICKUP, 1, null));
        data.assertBooked(slot, 2, 8);

        data.release(store, order);
        data.release(store, order);
        data.assertBooked(slot, 1, 1);
    }

    @Test
    void anOrderThatIsRolledBackHasNoPlace() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 1);
        Assertions.assertThrows(
                DomainError.class,
                () -> database.transaction(tx -> {
                    slots.book(tx, store, new SlotWish(slot, order(), SlotType.PICKUP, 1, null, null));
                    throw DomainError.of(ErrorCode.PRICE_CHANGED, "It costs more now.");
                }));
        data.assertBooked(slot, 0, 0);
    }

    @Test
    void whatOthersHoldIsNotBookedUntilItExpires() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 1);
        CartId cart = data.cart();
        data.hold(store, slot, cart, 1, inAMinute());
        assertInstanceOf(Full.class, data.book(store, slot, SlotType.PICKUP, 1, null));
        assertInstanceOf(Full.class, data.book(store, slot, SlotType.PICKUP, 1, data.cart()));

        books.change("UPDATE slot_hold SET expires_at = ? WHERE slot_id = ?", aMinuteAgo(), slot);
        assertInstanceOf(Booked.class, data.book(store, slot, SlotType.PICKUP, 1, null));
        data.assertBooked(slot, 1, 1);
        assertInstanceOf(Full.class, data.book(store, slot, SlotType.PICKUP, 1, cart));
    }

    @Test
    void aHoldBecomesTheBookingOfItsCart() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 1);
        CartId cart = data.cart();
        data.hold(store, slot, cart, 3, inAMinute());
        assertInstanceOf(Booked.class, data.book(store, slot, SlotType.PICKUP, 3, cart));
        data.assertBooked(slot, 1, 3);
        assertEquals(0, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", slot));
    }

    @Test
    void anOrderElsewhereFreesWhatItsCartHolds() {
        Store store = accounts.store();
        SlotId held = data.pickup(store, 1);
        SlotId slot = data.pickup(store, 1);
        CartId cart = data.cart();
        data.hold(store, held, cart, 3, inAMinute());
        assertInstanceOf(Booked.class, data.book(store, slot, SlotType.PICKUP, 1, cart));
        assertInstanceOf(Booked.class, data.book(store, held, SlotType.PICKUP, 1, null));
    }

    @Test
    void aHoldIsWorthAPlaceThoughTheSlotWasMadeSmaller() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 2);
        CartId one = data.cart();
        CartId two = data.cart();
        data.hold(store, slot, one, 1, inAMinute());
        data.hold(store, slot, two, 1, inAMinute());
        books.change("UPDATE delivery_slot SET capacity = 1 WHERE id = ?", slot);
        assertInstanceOf(Booked.class, data.book(store, slot, SlotType.PICKUP, 1, one));
        assertInstanceOf(Full.class, data.book(store, slot, SlotType.PICKUP, 1, two));
        data.assertBooked(slot, 1, 1);
    }

    @Test
    void itemsCountWhereTheSlotLimitsThem() {
        Store store = accounts.store();
        SlotId slot = data.slot(store, SlotType.PICKUP, 10, 10, Duration.ofDays(1));
        CartId cart = data.cart();
        data.hold(store, slot, cart, 4, inAMinute());
        assertInstanceOf(Full.class, data.book(store, slot, SlotType.PICKUP, 7, null));
        assertInstanceOf(Booked.class, data.book(store, slot, SlotType.PICKUP, 5, null));
        data.hold(store, slot, data.cart(), 1, inAMinute());
        assertInstanceOf(
                Full.class,
                data.book(store, slot, SlotType.PICKUP, 5, cart),
                "one more than it holds, which somebody else holds");
        assertInstanceOf(Booked.class, data.book(store, slot, SlotType.PICKUP, 4, cart));
        data.assertBooked(slot, 2, 9);
    }

    @Test
    void theFeeIsThatOfThePostcode() {
        Store store = accounts.store();
        SlotId slot = data.slot(store, SlotType.DELIVERY, 10, null, Duration.ofDays(1));
        Booked near = assertInstanceOf(
                Booked.class, data.book(store, new SlotWish(slot, order(), SlotType.DELIVERY, 1, null, "d02 x285")));
        assertEquals(Money.of("2.50", "USD"), near.fee());
        Booked far = assertInstanceOf(
                Booked.class, data.book(store, new SlotWish(slot, order(), SlotType.DELIVERY, 1, null, "D04")));
        assertEquals(Money.of("5", "USD"), far.fee());

        books.change("UPDATE delivery_slot SET only_zones = true WHERE id = ?", slot);
        assertInstanceOf(
                NotServed.class, data.book(store, new SlotWish(slot, order(), SlotType.DELIVERY, 1, null, "D04")));
        books.change("UPDATE store SET postcodes = '{D04}' WHERE id = ?", store.id());
        assertInstanceOf(
                NotServed.class,
                data.book(reread(store), new SlotWish(slot, order(), SlotType.DELIVERY, 1, null, "D02 X285")));
        data.assertBooked(slot, 2, 2);
    }

    @Inject
    aisle.stores.Stores stores;

    private Store reread(Store store) {
        return stores.get(store.id());
    }

    @Test
    void nobodyGetsAPlaceInASlotThatIsClosedOrAnothers() {
        Store store = accounts.store();
        SlotId past = data.slot(store, SlotType.PICKUP, 5, null, Duration.ofMinutes(30));
        assertInstanceOf(Closed.class, data.book(store, past, SlotType.PICKUP, 1, null));
        SlotId slot = data.pickup(store, 5);
        assertInstanceOf(Closed.class, data.book(store, slot, SlotType.DELIVERY, 1, null));
        assertInstanceOf(Unknown.class, data.book(accounts.store(), slot, SlotType.PICKUP, 1, null));
        books.change("UPDATE delivery_slot SET currency = 'EUR' WHERE id = ?", slot);
        assertInstanceOf(Closed.class, data.book(store, slot, SlotType.PICKUP, 1, null));
        books.change("UPDATE delivery_slot SET currency = 'USD', active = false WHERE id = ?", slot);
        assertInstanceOf(Closed.class, data.book(store, slot, SlotType.PICKUP, 1, null));
        data.assertBooked(past, 0, 0);
        data.assertBooked(slot, 0, 0);
    }

    @Test
    void anOrderMovesToAnotherSlotOrStaysWhereItIs() {
        Store store = accounts.store();
        SlotId from = data.pickup(store, 1);
        SlotId to = data.pickup(store, 1);
        OrderId order = order();
        data.book(store, new SlotWish(from, order, SlotType.PICKUP, 4, null, null));
        assertInstanceOf(Booked.class, data.reschedule(store, order, from));
        assertInstanceOf(Booked.class, data.reschedule(store, order, to));
        data.assertBooked(from, 0, 0);
        data.assertBooked(to, 1, 4);

        data.hold(store, from, data.cart(), 1, inAMinute());
        assertInstanceOf(Full.class, data.reschedule(store, order, from));
        books.change("UPDATE delivery_slot SET active = false WHERE id = ?", from);
        assertInstanceOf(Closed.class, data.reschedule(store, order, from));
        assertInstanceOf(Unknown.class, data.reschedule(store, order(), from));
        data.assertBooked(from, 0, 0);
        data.assertBooked(to, 1, 4);
    }

    @Test
    void aPreviewSaysWhatASlotWouldBeToThisCart() {
        Store store = accounts.store();
        SlotId slot = data.slot(store, SlotType.DELIVERY, 1, null, Duration.ofDays(1));
        CartId cart = data.cart();
        SlotHoldId hold = data.hold(store, slot, cart, 1, inAMinute());
        SlotOffer own = database.read(handle -> slots.offer(handle, store, slot, cart, "D02 X285"));
        assertEquals(SlotStatus.OPEN, own.status());
        assertEquals(Money.of("2.50", "USD"), own.fee());
        assertEquals(
                SlotStatus.FULL,
                database.read(handle -> slots.offer(handle, store, slot, null, null))
                        .status());
        assertEquals(slot, database.read(handle -> slots.slotOf(handle, cart, hold)));
        CartId other = data.cart();
        Assertions.assertThrows(DomainError.class, () -> database.read(handle -> slots.slotOf(handle, other, hold)));
        assertEquals(
                Set.of(slot),
                database.read(handle -> slots.slots(handle, List.of(slot, new SlotId(UUID.randomUUID()))))
                        .keySet());
    }
}
