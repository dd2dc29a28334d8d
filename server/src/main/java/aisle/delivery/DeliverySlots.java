package aisle.delivery;

import aisle.delivery.SlotOutcome.Booked;
import aisle.delivery.SlotOutcome.Closed;
import aisle.delivery.SlotOutcome.Full;
import aisle.delivery.SlotOutcome.NotServed;
import aisle.delivery.SlotOutcome.Unknown;
import aisle.kernel.CartId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.OrderId;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import aisle.stores.Store;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The places in slots, for whoever sells: look at one, book it for an order, give it back, take another. Callers lock the
 * cart before and the stock after.
 */
@Singleton
public class DeliverySlots {
    private final BookingDao dao;
    private final SlotMetrics metrics;
    private final Time time;

    DeliverySlots(Json json, SlotMetrics metrics, Time time) {
        this.dao = new BookingDao(json);
        this.metrics = metrics;
        this.time = time;
    }

    /**
     * Gives an order a place, or says why there is none. What its cart holds becomes the order's, and whatever else the cart
     * holds is free again; without a hold, or with one that has expired, a place is taken that nobody holds. The slot stays
     * locked until the transaction ends. An order that has a place already keeps it: the same call twice is a bug.
     */
    public SlotOutcome book(Tx tx, Store store, SlotWish wish) {
        Slot slot = dao.lock(tx, store.id(), wish.slot());
        Instant now = time.now();
        SlotOutcome refusal = refusal(slot, store, wish.type(), wish.postcode(), now);
        if (slot == null || refusal != null) {
            return refusal == null ? new Unknown() : refusal;
        }
        if (!dao.book(tx, store.id(), wish, now)) {
            return new Full();
        }
        tx.afterCommit(metrics.booked::increment);
        return new Booked(slot, slot.feeFor(wish.postcode()));
    }

    /** Gives the place of an order back; nothing happens when it has none, so that it can be said twice. */
    public void release(Tx tx, StoreId store, OrderId order) {
        dao.release(tx, store, order);
    }

    /**
     * Gives an order a place in another slot of its type and its old one back, or leaves it where it is. The caller has
     * locked the order.
     *
     * @param postcode where a DELIVERY goes; null for a PICKUP
     * @return {@link Unknown} also when the order has no place that could be moved
     */
    public SlotOutcome reschedule(Tx tx, Store store, OrderId order, SlotId to, @Nullable String postcode) {
        BookingDao.Booking booking = dao.lockBooking(tx, store.id(), order);
        if (booking == null) {
            return new Unknown();
        }
        Map<SlotId, Slot> slots = byId(dao.lock(tx, store.id(), List.of(booking.slot(), to)));
        Slot from = slots.get(booking.slot());
        Slot next = slots.get(to);
        if (from == null || next == null) {
            return new Unknown();
        }
        if (from.id().equals(to)) {
            return new Booked(next, next.feeFor(postcode));
        }
        Instant now = time.now();
        SlotOutcome refusal = refusal(next, store, from.type(), postcode, now);
        if (refusal != null) {
            return refusal;
        }
        return dao.move(tx, store.id(), order, booking, to, now) ? new Booked(next, next.feeFor(postcode)) : new Full();
    }

    /** Why nobody gets a place in a locked slot, however many are free; null when they do. */
    private static @Nullable SlotOutcome refusal(
            @Nullable Slot slot, Store store, SlotType type, @Nullable String postcode, Instant now) {
        if (slot == null) {
            return new Unknown();
        }
        if (!SlotOffer.isOpen(slot, store, now) || slot.type() != type) {
            return new Closed();
        }
        return SlotOffer.serves(slot, store, postcode) ? null : new NotServed();
    }

    /**
     * What a slot of a store would be to a cart now, for a preview.
     *
     * @param cart whose hold counts for it; null for none
     * @param postcode where a DELIVERY goes; null for its fee in general, and for a PICKUP
     * @throws DomainError {@link ErrorCode#SLOT_NOT_FOUND}
     */
    public SlotOffer offer(Handle handle, Store store, SlotId id, @Nullable CartId cart, @Nullable String postcode) {
        Slot slot = dao.find(handle, store.id(), id);
        if (slot == null) {
            throw DomainError.of(ErrorCode.SLOT_NOT_FOUND, "This store has no such slot.");
        }
        Instant now = time.now();
        BookingDao.Held held = dao.held(handle, store.id(), id, cart, now);
        // A hold vouches for its place whatever the others hold.
        return held.own()
                ? SlotOffer.of(slot, store, 0, 0, postcode, now)
                : SlotOffer.of(slot, store, held.orders(), held.items(), postcode, now);
    }

    /**
     * The slot of a hold, which may have expired: booking it then takes a free place, if there is one.
     *
     * @throws DomainError {@link ErrorCode#SLOT_HOLD_NOT_FOUND} unless it is this cart's
     */
    public SlotId slotOf(Handle handle, CartId cart, SlotHoldId hold) {
        SlotId slot = dao.slotOf(handle, cart, hold);
        if (slot == null) {
            throw SlotHolds.notFound();
        }
        return slot;
    }

    /** These slots, of whatever store, for showing orders. One statement; slots that are gone are missing. */
    public Map<SlotId, Slot> slots(Handle handle, Collection<SlotId> ids) {
        return ids.isEmpty() ? Map.of() : byId(dao.find(handle, List.copyOf(ids)));
    }

    private static Map<SlotId, Slot> byId(List<Slot> slots) {
        return slots.stream().collect(Collectors.toMap(Slot::id, Function.identity()));
    }
}
