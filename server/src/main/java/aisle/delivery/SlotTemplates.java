package aisle.delivery;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.SlotTemplateId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the stores offer week by week. The slots of the coming days are made with each change. */
@Singleton
class SlotTemplates {
    private final TemplateDao dao;
    private final SlotCalendarDao calendar;
    private final SlotGeneration generation;
    private final Database database;
    private final Stores stores;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    SlotTemplates(
            SlotGeneration generation,
            Database database,
            Json json,
            Stores stores,
            Audit audit,
            Outbox outbox,
            Time time,
            Ids ids) {
        this.dao = new TemplateDao(json);
        this.calendar = new SlotCalendarDao(json);
        this.generation = generation;
        this.database = database;
        this.stores = stores;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /**
     * The templates of the actor's stores, by store and week.
     *
     * @param store only this one's; null for all
     * @throws DomainError {@link ErrorCode#WRONG_STORE}
     */
    Page<SlotTemplate> list(Actor actor, @Nullable StoreId store, @Nullable SlotType type, PageRequest page) {
        return database.read(handle -> dao.list(handle, actor.visibleStores(store), type, page));
    }

    /** @throws DomainError {@link ErrorCode#SLOT_TEMPLATE_NOT_FOUND}, {@link ErrorCode#WRONG_STORE} */
    SlotTemplate get(Actor actor, SlotTemplateId id) {
        SlotTemplate template = database.read(handle -> dao.find(handle, id));
        if (template == null) {
            throw notFound();
        }
        actor.mustWorkIn(template.storeId());
        return template;
    }

    /**
     * Makes a template and the slots of the coming days.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#CURRENCY_MISMATCH}, {@link ErrorCode#VALIDATION_ERROR}
     */
    SlotTemplate create(Tx tx, Actor actor, NewTemplate wanted) {
        Store store = stores.hold(tx, wanted.storeId());
        actor.mustWorkIn(store.id());
        Instant now = time.now();
        SlotTemplate template =
                template(new SlotTemplateId(ids.next()), wanted.type(), store, wanted.details(), null, 1, now, now);
        dao.insert(tx, template);
        generation.generate(tx, template, store.timezone());
        record(tx, actor, "slot_template.created", template, Map.of());
        return read(tx, template);
    }

    /**
     * Changes a template, and with it those of its coming slots that nobody booked, holds or changed. The others stay as they
     * are.
     *
     * @throws DomainError {@link ErrorCode#SLOT_TEMPLATE_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#CURRENCY_MISMATCH}, {@link ErrorCode#VALIDATION_ERROR}
     */
    SlotTemplate change(
            Tx tx, Actor actor, SlotTemplateId id, ExpectedVersion expected, UnaryOperator<TemplateDetails> change) {
        SlotTemplate before = lock(tx, actor, id, expected);
        TemplateDetails details = change.apply(TemplateDetails.of(before));
        Store store = stores.get(tx.handle(), before.storeId());
        Instant now = time.now();
        SlotTemplate after = template(
                id, before.type(), store, details, before.validFrom(), before.version() + 1, before.createdAt(), now);
        if (after.offersLike(before)) {
            return before;
        }
        int removed = removeUntouched(tx, before, now);
        dao.update(tx, after);
        generation.generate(tx, after, store.timezone());
        record(tx, actor, "slot_template.changed", after, Map.of("replaced_slots", removed));
        return read(tx, after);
    }

    /**
     * Removes a template, and those of its coming slots that nobody booked, holds or changed. The others stay.
     *
     * @throws DomainError {@link ErrorCode#SLOT_TEMPLATE_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    void delete(Tx tx, Actor actor, SlotTemplateId id, ExpectedVersion expected) {
        SlotTemplate template = lock(tx, actor, id, expected);
        int removed = removeUntouched(tx, template, time.now());
        dao.delete(tx, template);
        record(tx, actor, "slot_template.deleted", template, Map.of("removed_slots", removed));
    }

    private SlotTemplate lock(Tx tx, Actor actor, SlotTemplateId id, ExpectedVersion expected) {
        SlotTemplate template = dao.lock(tx, id);
        if (template == null) {
            throw notFound();
        }
        actor.mustWorkIn(template.storeId());
        expected.mustAllow(template.version());
        return template;
    }

    /** They are locked by one statement and removed by the next, which sees every hold that came before the locks. */
    private int removeUntouched(Tx tx, SlotTemplate template, Instant now) {
        return calendar.removeUnheld(tx, template.storeId(), calendar.lockUntouched(tx, template, now), now);
    }

    private SlotTemplate template(
            SlotTemplateId id,
            SlotType type,
            Store store,
            TemplateDetails details,
            @Nullable LocalDate validFrom,
            long version,
            Instant createdAt,
            Instant now) {
        LocalDate from = Objects.requireNonNullElse(
                details.validFrom(),
                Objects.requireNonNullElseGet(validFrom, () -> LocalDate.ofInstant(now, store.timezone())));
        if (details.start().equals(details.end())) {
            throw DomainError.invalid("end", "invalid", "must differ from start; before it means the next day");
        }
        if (details.validTo() != null && !details.validTo().isAfter(from)) {
            throw DomainError.invalid("valid_to", "invalid", "must be after valid_from");
        }
        return new SlotTemplate(
                id,
                store.id(),
                type,
                details.weekday(),
                details.start(),
                details.end(),
                details.terms(store.currency()),
                from,
                details.validTo(),
                null,
                version,
                createdAt,
                now);
    }

    private SlotTemplate read(Tx tx, SlotTemplate template) {
        return Objects.requireNonNull(dao.find(tx.handle(), template.id()));
    }

    private void record(Tx tx, Actor actor, String action, SlotTemplate template, Map<String, Object> facts) {
        audit.record(tx, actor, action, "slot_template", template.id().value(), template.storeId(), facts);
        outbox.publish(tx, actor, action + ".v1", "slot_template", template.id().toString(), template.version(), facts);
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.SLOT_TEMPLATE_NOT_FOUND, "There is no template with this id.");
    }
}
