package aisle.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.delivery.SlotOutcome.Booked;
import aisle.delivery.SlotOutcome.Full;
import aisle.kernel.CartId;
import aisle.kernel.OrderId;
import aisle.kernel.SlotId;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many want the places of a slot at once. */
@AisleTest
class BookingRaceTest {
    private static final int CROWD = 64;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    SlotData data;

    @Test
    void asManyAreBookedAsThereArePlaces() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 10);
        List<SlotOutcome> outcomes = Crowd.atOnce(CROWD, i -> () -> data.book(store, slot, SlotType.PICKUP, 2, null));
        assertEquals(10, outcomes.stream().filter(Booked.class::isInstance).count());
        assertEquals(54, outcomes.stream().filter(Full.class::isInstance).count());
        data.assertBooked(slot, 10, 20);
    }

    @Test
    void thoseWhoHoldPlacesGetThemInACrowd() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 10);
        List<CartId> carts = Stream.generate(data::cart).limit(6).toList();
        Instant later = Instant.now().plus(Duration.ofMinutes(10));
        carts.forEach(cart -> data.hold(store, slot, cart, 1, later));
        List<SlotOutcome> outcomes = Crowd.atOnce(
                CROWD,
                i -> () -> data.book(
                        store, slot, SlotType.PICKUP, 1, i % 10 < 1 && i / 10 < 6 ? carts.get(i / 10) : null));
        for (int i = 0; i < 6; i++) {
            assertTrue(outcomes.get(i * 10) instanceof Booked, "who held a place has it");
        }
        assertEquals(10, outcomes.stream().filter(Booked.class::isInstance).count());
        data.assertBooked(slot, 10, 10);
        assertEquals(0, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", slot));
    }

    @Test
    void ordersThatChangePlacesNeitherDeadlockNorLeaveAny() {
        Store store = accounts.store();
        SlotId one = data.pickup(store, 40);
        SlotId two = data.pickup(store, 40);
        List<OrderId> orders =
                Stream.generate(() -> new OrderId(UUID.randomUUID())).limit(40).toList();
        for (int i = 0; i < 40; i++) {
            data.book(store, new SlotWish(i % 2 == 0 ? one : two, orders.get(i), SlotType.PICKUP, 1, null, null));
        }
        List<SlotOutcome> outcomes =
                Crowd.atOnce(40, i -> () -> data.reschedule(store, orders.get(i), i % 2 == 0 ? two : one));
        assertTrue(outcomes.stream().allMatch(Booked.class::isInstance));
        data.assertBooked(one, 20, 20);
        data.assertBooked(two, 20, 20);
        Crowd.atOnce(40, i -> () -> {
            data.release(store, orders.get(i % 20));
            return true;
        });
        data.assertBooked(one, 10, 10);
        data.assertBooked(two, 10, 10);
    }
}
