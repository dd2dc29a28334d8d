package aisle.delivery;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.SlotTemplateId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.Matching;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import aisle.stores.Weekday;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL of templates and of the slots that they make. */
final class TemplateDao {
    private static final Keyset BY_WEEK = Keyset.of(
            SortKey.uuid("store_id"),
            SortKey.number("weekday"),
            new SortKey("start_time", "time", false, false),
            SortKey.uuid("id"));

    private final SlotRows rows;

    TemplateDao(Json json) {
        rows = new SlotRows(json);
    }

    Page<SlotTemplate> list(Handle handle, @Nullable Set<StoreId> stores, @Nullable SlotType type, PageRequest page) {
        Matching matching = Matching.of("FROM slot_template")
                .and(
                        "store_id = ANY (CAST(:stores AS uuid[]))",
                        "stores",
                        stores == null
                                ? null
                                : stores.stream().map(StoreId::value).toArray(java.util.UUID[]::new))
                .and("type = :type", "type", type == null ? null : type.name());
        return new PagedQuery(handle, page, BY_WEEK, matching.sql(), matching.bindings())
                .read(
                        "SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip",
                        this::template);
    }

    @Nullable
    SlotTemplate find(Handle handle, SlotTemplateId id) {
        return handle.createQuery("SELECT * FROM slot_template WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> template(row))
                .findOne()
                .orElse(null);
    }

    /** Also keeps others from changing it and from making its slots until the transaction ends. */
    @Nullable
    SlotTemplate lock(Tx tx, SlotTemplateId id) {
        return tx.handle()
                .createQuery("SELECT * FROM slot_template WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .map((row, context) -> template(row))
                .findOne()
                .orElse(null);
    }

    /** A template whose next day is to be made. */
    @Nullable
    SlotTemplate lockDue(Tx tx, Instant now) {
        return tx.handle()
                .createQuery("""
                        SELECT * FROM slot_template
                        WHERE due_at <= :now
                        ORDER BY due_at
                        LIMIT 1
                        FOR NO KEY UPDATE SKIP LOCKED
                        """)
                .bind("now", now)
                .map((row, context) -> template(row))
                .findOne()
                .orElse(null);
    }

    void insert(Tx tx, SlotTemplate template) {
        bind(template, tx.handle().createUpdate("""
                        INSERT INTO slot_template
                            (store_id, id, type, weekday, start_time, end_time, capacity, item_capacity, cutoff_minutes, fee,
                             currency, zones, only_zones, valid_from, valid_to, due_at, version, created_at, updated_at)
                        VALUES (:store, :id, :type, :weekday, :start, :end, :capacity, :itemCapacity, :cutoffMinutes, :fee,
                                :currency, :zones::jsonb, :onlyZones, :validFrom, :validTo, :updatedAt, :version, :updatedAt,
                                :updatedAt)
                        """))
                .bind("type", template.type().name())
                .execute();
    }

    /** Its days are made anew, those which are there already aside. */
    void update(Tx tx, SlotTemplate template) {
        bind(template, tx.handle().createUpdate("""
                        UPDATE slot_template
                        SET weekday = :weekday, start_time = :start, end_time = :end, capacity = :capacity,
                            item_capacity = :itemCapacity, cutoff_minutes = :cutoffMinutes, fee = :fee, currency = :currency,
                            zones = :zones::jsonb, only_zones = :onlyZones, valid_from = :validFrom, valid_to = :validTo,
                            generated_through = NULL, due_at = :updatedAt, version = :version, updated_at = :updatedAt
                        WHERE store_id = :store AND id = :id
                        """)).execute();
    }

    private <S extends SqlStatement<S>> S bind(SlotTemplate template, S statement) {
        SlotTerms terms = template.terms();
        return statement
                .bind("store", template.storeId())
                .bind("id", template.id())
                .bind("weekday", template.weekday().ordinal() + 1)
                .bind("start", template.start())
                .bind("end", template.end())
                .bind("capacity", terms.capacity())
                .bind("itemCapacity", terms.itemCapacity())
                .bind("cutoffMinutes", terms.cutoffMinutes())
                .bind("fee", terms.fee().amount())
                .bind("currency", terms.fee().currency())
                .bind("zones", rows.written(terms.zones()))
                .bind("onlyZones", terms.onlyZones())
                .bind("validFrom", template.validFrom())
                .bind("validTo", template.validTo())
                .bind("version", template.version())
                .bind("updatedAt", template.updatedAt());
    }

    /** Removes a template; the slots that it made stay. */
    void delete(Tx tx, SlotTemplate template) {
        tx.handle()
                .createUpdate("DELETE FROM slot_template WHERE store_id = :store AND id = :id")
                .bind("store", template.storeId())
                .bind("id", template.id())
                .execute();
    }

    int deleteOf(Tx tx, StoreId store) {
        return tx.handle()
                .createUpdate("DELETE FROM slot_template WHERE store_id = :store")
                .bind("store", store)
                .execute();
    }

    /** Notes which days of a locked template are made, and when the next one is to be. */
    void generated(Tx tx, SlotTemplate template, @Nullable LocalDate through, Instant due) {
        tx.handle()
                .createUpdate("""
                        UPDATE slot_template SET generated_through = :through, due_at = :due
                        WHERE store_id = :store AND id = :id
                        """)
                .bind("store", template.storeId())
                .bind("id", template.id())
                .bind("through", through)
                .bind("due", due)
                .execute();
    }

    /** Makes slots of a template, each day once; answers how many of them there were not yet. */
    int insertSlots(Tx tx, SlotTemplate template, List<Dated> slots, Instant now) {
        if (slots.isEmpty()) {
            return 0;
        }
        SlotTerms terms = template.terms();
        PreparedBatch batch = tx.handle().prepareBatch("""
                        INSERT INTO delivery_slot
                            (store_id, id, template_id, template_date, type, starts_at, ends_at, cutoff_minutes, cutoff_at,
                             capacity, item_capacity, fee, currency, zones, only_zones, created_at, updated_at)
                        VALUES (:store, :id, :template, :date, :type, :startsAt, :endsAt, :cutoffMinutes, :cutoffAt,
                                :capacity, :itemCapacity, :fee, :currency, :zones::jsonb, :onlyZones, :now, :now)
                        ON CONFLICT (store_id, template_id, template_date) DO NOTHING
                        """);
        for (Dated slot : slots) {
            batch.bind("store", template.storeId())
                    .bind("id", slot.id())
                    .bind("template", template.id())
                    .bind("date", slot.date())
                    .bind("type", template.type().name())
                    .bind("startsAt", slot.span().start())
                    .bind("endsAt", slot.span().end())
                    .bind("cutoffMinutes", terms.cutoffMinutes())
                    .bind("cutoffAt", SlotCalendar.cutoff(slot.span(), terms))
                    .bind("capacity", terms.capacity())
                    .bind("itemCapacity", terms.itemCapacity())
                    .bind("fee", terms.fee().amount())
                    .bind("currency", terms.fee().currency())
                    .bind("zones", rows.written(terms.zones()))
                    .bind("onlyZones", terms.onlyZones())
                    .bind("now", now)
                    .add();
        }
        int made = 0;
        for (int count : batch.execute()) {
            made += count;
        }
        return made;
    }

    /** A day of a template. */
    record Dated(java.util.UUID id, LocalDate date, SlotSpan span) {}

    private SlotTemplate template(ResultSet row) throws SQLException {
        return new SlotTemplate(
                Columns.id(row, "id", SlotTemplateId::new),
                Columns.id(row, "store_id", StoreId::new),
                Columns.constant(row, "type", SlotType.class),
                Weekday.values()[row.getInt("weekday") - 1],
                row.getObject("start_time", LocalTime.class),
                row.getObject("end_time", LocalTime.class),
                new SlotTerms(
                        row.getInt("capacity"),
                        row.getObject("item_capacity", Integer.class),
                        row.getInt("cutoff_minutes"),
                        Columns.money(row, "fee", "currency"),
                        rows.zones(row),
                        row.getBoolean("only_zones")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getObject("generated_through", LocalDate.class),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
