package aisle.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.CartId;
import aisle.kernel.OrderId;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.testing.Books;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Slots, holds and bookings as tests need them, and what must be true of them. */
@Singleton
public class SlotData {
    private final Books books;
    private final Database database;
    private final DeliverySlots slots;

    SlotData(Books books, Database database, DeliverySlots slots) {
        this.books = books;
        this.database = database;
        this.slots = slots;
    }

    /** A pickup slot of tomorrow that takes so many orders. */
    public SlotId pickup(Store store, int capacity) {
        return slot(store, SlotType.PICKUP, capacity, null, Duration.ofDays(1));
    }

    /** A slot that begins so long from now, with a cut-off an hour before. */
    public SlotId slot(Store store, SlotType type, int capacity, @Nullable Integer itemCapacity, Duration ahead) {
        SlotId slot = new SlotId(UUID.randomUUID());
        Instant start = Instant.now().plus(ahead);
        books.change(
                """
                INSERT INTO delivery_slot (store_id, id, type, starts_at, ends_at, cutoff_minutes, cutoff_at, capacity,
                                           item_capacity, fee, currency, zones, only_zones, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, 60, ?, ?, ?, 5, ?, '[{"postcodes": ["D02*"], "fee": 2.5}]', false, ?, ?)
                """,
                store.id(),
                slot,
                type.name(),
                start,
                start.plus(Duration.ofHours(2)),
                start.minus(Duration.ofHours(1)),
                capacity,
                itemCapacity,
                store.currency().getCurrencyCode(),
                start,
                start);
        return slot;
    }

    /** A guest's cart. */
    public CartId cart() {
        CartId cart = new CartId(UUID.randomUUID());
        Instant now = Instant.now();
        books.change(
                "INSERT INTO cart (id, token_hash, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
                cart,
                cart.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                now.plus(Duration.ofDays(1)),
                now,
                now);
        return cart;
    }

    /** A place that a cart holds, whether or not there is room. */
    public SlotHoldId hold(Store store, SlotId slot, CartId cart, int items, Instant until) {
        SlotHoldId hold = new SlotHoldId(UUID.randomUUID());
        books.change("""
                INSERT INTO slot_hold (store_id, id, slot_id, cart_id, items, expires_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, store.id(), hold, slot, cart, items, until, until);
        return hold;
    }

    /** Books a place for a new order, in a transaction of its own. */
    public SlotOutcome book(Store store, SlotId slot, SlotType type, int items, @Nullable CartId cart) {
        return book(store, new SlotWish(slot, new OrderId(UUID.randomUUID()), type, items, cart, null));
    }

    public SlotOutcome book(Store store, SlotWish wish) {
        return database.transaction(tx -> slots.book(tx, store, wish));
    }

    public void release(Store store, OrderId order) {
        database.transaction(tx -> {
            slots.release(tx, store.id(), order);
            return true;
        });
    }

    public SlotOutcome reschedule(Store store, OrderId order, SlotId to) {
        return database.transaction(tx -> slots.reschedule(tx, store, order, to, null));
    }

    /** Asserts how many orders and items have places in a slot, by its own sums and by its bookings. */
    public void assertBooked(SlotId slot, long orders, long items) {
        assertEquals(orders, books.count("SELECT booked FROM delivery_slot WHERE id = ?", slot));
        assertEquals(items, books.count("SELECT booked_items FROM delivery_slot WHERE id = ?", slot));
        assertEquals(orders, books.count("SELECT count(*) FROM slot_booking WHERE slot_id = ?", slot));
        assertEquals(
                items, books.count("SELECT coalesce(sum(items), 0)::bigint FROM slot_booking WHERE slot_id = ?", slot));
    }
}
