package aisle.delivery;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.CartId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Places that are kept for carts while somebody makes up its mind. A cart holds one at most. */
@Singleton
public class SlotHolds {
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final HoldDao dao = new HoldDao();
    private final SlotCalendarDao calendar;
    private final Stores stores;
    private final Audit audit;
    private final SlotMetrics metrics;
    private final Time time;
    private final Ids ids;

    SlotHolds(Json json, Stores stores, Audit audit, SlotMetrics metrics, Time time, Ids ids) {
        this.calendar = new SlotCalendarDao(json);
        this.stores = stores;
        this.audit = audit;
        this.metrics = metrics;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Keeps a place in a slot for a cart for a quarter of an hour, at longest until the slot's cut-off; what the cart held
     * elsewhere is free then. Who holds a place in the slot already has that one, to its end. The caller has locked the cart.
     *
     * @param items how many are in the cart, see {@link ItemCount}
     * @throws DomainError {@link ErrorCode#SLOT_NOT_FOUND}, {@link ErrorCode#SLOT_CLOSED}, {@link ErrorCode#SLOT_FULL}
     */
    public SlotHold hold(Tx tx, Actor actor, CartId cart, SlotId id, int items) {
        Slot slot = calendar.lock(tx, id);
        Store store = slot == null ? null : stores.find(tx.handle(), slot.storeId());
        if (slot == null || store == null) {
            throw SlotCalendar.notFound();
        }
        Instant now = time.now();
        if (!SlotOffer.isOpen(slot, store, now)) {
            throw DomainError.of(ErrorCode.SLOT_CLOSED, "This slot takes no more orders.");
        }
        SlotHold before = dao.find(tx.handle(), cart, now);
        if (before != null && before.slotId().equals(id)) {
            return before;
        }
        Instant end = now.plus(LIFE);
        SlotHold hold = new SlotHold(
                new SlotHoldId(ids.next()),
                store.id(),
                id,
                items,
                end.isBefore(slot.cutoffAt()) ? end : slot.cutoffAt());
        if (!dao.take(tx, hold, cart, now)) {
            throw DomainError.of(ErrorCode.SLOT_FULL, "Every place in this slot is taken.");
        }
        record(tx, actor, "slot_hold.taken", hold.id(), store.id(), Map.of("slot_id", id));
        tx.afterCommit(metrics.held::increment);
        return hold;
    }

    /**
     * Gives a place back.
     *
     * @throws DomainError {@link ErrorCode#SLOT_HOLD_NOT_FOUND} when the cart has no such hold
     */
    public void release(Tx tx, Actor actor, CartId cart, SlotHoldId id) {
        StoreId store = dao.remove(tx, cart, id);
        if (store == null) {
            throw notFound();
        }
        record(tx, actor, "slot_hold.released", id, store, Map.of());
    }

    /**
     * A place that a cart holds now.
     *
     * @throws DomainError {@link ErrorCode#SLOT_HOLD_NOT_FOUND} when the cart has no such hold, or no longer
     */
    public SlotHold get(Handle handle, CartId cart, SlotHoldId id) {
        SlotHold hold = dao.find(handle, cart, time.now());
        if (hold == null || !hold.id().equals(id)) {
            throw notFound();
        }
        return hold;
    }

    /** Lets a cart hold what another one holds now, if that is anything, in place of its own. Both are locked. */
    public void move(Tx tx, CartId from, CartId to) {
        if (dao.find(tx.handle(), from, time.now()) != null) {
            dao.removeOf(tx, to);
            dao.move(tx, from, to);
        }
    }

    private void record(Tx tx, Actor actor, String action, SlotHoldId hold, StoreId store, Map<String, Object> facts) {
        audit.record(tx, actor, action, "slot_hold", hold.value(), store, facts);
    }

    /** What is said of a hold that is another cart's, or none. */
    public static DomainError notFound() {
        return DomainError.of(ErrorCode.SLOT_HOLD_NOT_FOUND, "Your cart holds no such place. Choose a slot again.");
    }
}
