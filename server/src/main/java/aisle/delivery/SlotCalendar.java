package aisle.delivery;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.settings.Settings;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The slots of the stores: look at them as a shopper, make, change, close and remove them as staff. */
@Singleton
public class SlotCalendar {
    /** What a list shows unless it is told otherwise. */
    private static final Duration SHOWN = Duration.ofDays(7);

    private final SlotCalendarDao dao;
    private final Database database;
    private final Stores stores;
    private final Settings settings;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    SlotCalendar(
            Database database,
            Json json,
            Stores stores,
            Settings settings,
            Audit audit,
            Outbox outbox,
            Time time,
            Ids ids) {
        this.dao = new SlotCalendarDao(json);
        this.database = database;
        this.stores = stores;
        this.settings = settings;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Which slots somebody wants to see.
     *
     * @param store null for the one that delivers for the chain
     * @param from slots that begin then or later; null for those to come
     * @param to slots that begin before; null for a week
     * @param postcode for which the fee is shown; null for the fee in general
     */
    record Wanted(
            @Nullable StoreId store,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable SlotType type,
            @Nullable String postcode) {}

    /**
     * Slots of a store by their beginning, with what is left of each at this moment.
     *
     * @throws DomainError {@link ErrorCode#STORE_REQUIRED}, {@link ErrorCode#STORE_NOT_FOUND}
     */
    Page<SlotOffer> list(Wanted wanted, PageRequest page) {
        Instant now = time.now();
        Instant from = wanted.from() == null ? now : wanted.from();
        Instant to = wanted.to() == null ? from.plus(SHOWN) : wanted.to();
        return database.read(handle -> {
            StoreId id = wanted.store() == null ? settings.deliverySource(handle) : wanted.store();
            if (id == null) {
                throw DomainError.of(ErrorCode.STORE_REQUIRED, "Say of which store: store_id.");
            }
            Store store = stores.get(handle, id);
            return dao.list(handle, id, from, to, wanted.type(), now, page)
                    .map(slot -> offer(slot, store, wanted.postcode(), now));
        });
    }

    /**
     * A slot with what is left of it at this moment.
     *
     * @throws DomainError {@link ErrorCode#SLOT_NOT_FOUND}
     */
    SlotOffer get(SlotId id, @Nullable String postcode) {
        Instant now = time.now();
        return database.read(handle -> {
            SlotCalendarDao.Occupied slot = dao.find(handle, id, now);
            Store store = slot == null ? null : stores.find(handle, slot.slot().storeId());
            if (slot == null || store == null) {
                throw notFound();
            }
            return offer(slot, store, postcode, now);
        });
    }

    private static SlotOffer offer(SlotCalendarDao.Occupied slot, Store store, @Nullable String postcode, Instant now) {
        return SlotOffer.of(slot.slot(), store, slot.heldOrders(), slot.heldItems(), postcode, now);
    }

    /**
     * Makes a slot by hand.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#CURRENCY_MISMATCH}; {@link ErrorCode#VALIDATION_ERROR} when it were over already
     */
    SlotOffer create(Tx tx, Actor actor, NewSlot wanted) {
        Store store = stores.hold(tx, wanted.storeId());
        actor.mustWorkIn(store.id());
        Instant now = time.now();
        SlotDetails details = wanted.details();
        SlotSpan span = span(details, store.timezone(), now);
        SlotTerms terms = details.terms(store.currency());
        boolean active = !Boolean.FALSE.equals(details.active());
        Slot slot = new Slot(
                new SlotId(ids.next()),
                store.id(),
                store.timezone(),
                null,
                wanted.type(),
                span.start(),
                span.end(),
                terms.cutoffMinutes(),
                cutoff(span, terms),
                terms.capacity(),
                0,
                terms.itemCapacity(),
                0,
                terms.fee(),
                terms.zones(),
                terms.onlyZones(),
                active,
                1,
                now,
                now);
        dao.insert(tx, slot);
        record(tx, actor, "slot.created", slot, Map.of());
        return SlotOffer.of(slot, store, 0, 0, null, now);
    }

    /**
     * Changes a slot: when it is, what it takes, what it costs. Orders that have places in it move along.
     *
     * @throws DomainError {@link ErrorCode#SLOT_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#CURRENCY_MISMATCH}; {@link ErrorCode#SLOT_IN_USE} when
     *     it would take less than is booked; {@link ErrorCode#VALIDATION_ERROR} when it were over already
     */
    SlotOffer change(Tx tx, Actor actor, SlotId id, ExpectedVersion expected, UnaryOperator<SlotDetails> change) {
        Slot before = lock(tx, actor, id, expected);
        Store store = stores.get(tx.handle(), before.storeId());
        Slot after = changed(before, change.apply(SlotDetails.of(before)), store.currency());
        List<String> fields = after.differences(before);
        if (!fields.isEmpty()) {
            mustHoldWhatIsBooked(after);
            dao.update(tx, after);
            Map<String, Object> facts = new LinkedHashMap<>(Map.of("fields", fields, "booked", after.booked()));
            if (!after.startsAt().equals(before.startsAt()) || !after.endsAt().equals(before.endsAt())) {
                facts.put("starts_at", after.startsAt().toString());
                facts.put("ends_at", after.endsAt().toString());
            }
            record(tx, actor, "slot.changed", after, facts);
        }
        return seen(tx, id, store);
    }

    /**
     * Closes a slot, or opens it again.
     *
     * @throws DomainError as {@link #change}
     */
    SlotOffer toggle(Tx tx, Actor actor, SlotId id, ExpectedVersion expected) {
        return change(tx, actor, id, expected, details -> details.withActive(!Boolean.TRUE.equals(details.active())));
    }

    /**
     * Removes a slot; what carts hold of it is gone with it.
     *
     * @throws DomainError {@link ErrorCode#SLOT_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#PRECONDITION_FAILED}; {@link ErrorCode#SLOT_IN_USE} when orders have places in it
     */
    void delete(Tx tx, Actor actor, SlotId id, ExpectedVersion expected) {
        Slot slot = lock(tx, actor, id, expected);
        if (slot.booked() > 0) {
            throw inUse(slot, "Orders have places in this slot. Close it instead.");
        }
        dao.delete(tx, slot);
        record(tx, actor, "slot.deleted", slot, Map.of());
    }

    private Slot lock(Tx tx, Actor actor, SlotId id, ExpectedVersion expected) {
        Slot slot = dao.lock(tx, id);
        if (slot == null) {
            throw notFound();
        }
        actor.mustWorkIn(slot.storeId());
        expected.mustAllow(slot.version());
        return slot;
    }

    private Slot changed(Slot slot, SlotDetails details, Currency currency) {
        Instant now = time.now();
        boolean isMoved = !details.date().equals(slot.date())
                || !details.start().equals(slot.start())
                || !details.end().equals(slot.end());
        SlotSpan span = isMoved ? span(details, slot.timezone(), now) : new SlotSpan(slot.startsAt(), slot.endsAt());
        SlotTerms terms = details.terms(currency);
        return new Slot(
                slot.id(),
                slot.storeId(),
                slot.timezone(),
                slot.templateId(),
                slot.type(),
                span.start(),
                span.end(),
                terms.cutoffMinutes(),
                cutoff(span, terms),
                terms.capacity(),
                slot.booked(),
                terms.itemCapacity(),
                slot.bookedItems(),
                terms.fee(),
                terms.zones(),
                terms.onlyZones(),
                !Boolean.FALSE.equals(details.active()),
                slot.version() + 1,
                slot.createdAt(),
                now);
    }

    private static SlotSpan span(SlotDetails details, ZoneId zone, Instant now) {
        if (details.start().equals(details.end())) {
            throw DomainError.invalid("end", "invalid", "must differ from start; before it means the next day");
        }
        SlotSpan span = SlotSpan.of(details.date(), details.start(), details.end(), zone);
        if (span == null) {
            throw DomainError.invalid("start", "invalid", "The clocks skip this time on that day.");
        }
        if (!span.start().isAfter(now)) {
            throw DomainError.invalid("date", "invalid", "must be in the future");
        }
        return span;
    }

    static Instant cutoff(SlotSpan span, SlotTerms terms) {
        return span.start().minus(Duration.ofMinutes(terms.cutoffMinutes()));
    }

    private static void mustHoldWhatIsBooked(Slot slot) {
        Integer items = slot.itemCapacity();
        if (slot.capacity() < slot.booked() || (items != null && items < slot.bookedItems())) {
            throw inUse(slot, "Orders have more places in this slot than that.");
        }
    }

    private static DomainError inUse(Slot slot, String message) {
        return new DomainError(
                ErrorCode.SLOT_IN_USE, message, Map.of("booked", slot.booked(), "booked_items", slot.bookedItems()));
    }

    private SlotOffer seen(Tx tx, SlotId id, Store store) {
        Instant now = time.now();
        SlotCalendarDao.Occupied slot = dao.find(tx.handle(), id, now);
        if (slot == null) {
            throw notFound();
        }
        return offer(slot, store, null, now);
    }

    private void record(Tx tx, Actor actor, String action, Slot slot, Map<String, Object> facts) {
        audit.record(tx, actor, action, "slot", slot.id().value(), slot.storeId(), facts);
        outbox.publish(tx, actor, action + ".v1", "slot", slot.id().toString(), slot.version(), facts);
    }

    static DomainError notFound() {
        return DomainError.of(ErrorCode.SLOT_NOT_FOUND, "There is no slot with this id.");
    }
}
