package aisle.delivery;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.Matching;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of slots as the staff keep them and as shoppers look at them. */
final class SlotCalendarDao {
    private static final Keyset BY_TIME = Keyset.of(SortKey.time("s.starts_at"), SortKey.uuid("s.id"));

    private final SlotRows rows;

    SlotCalendarDao(Json json) {
        rows = new SlotRows(json);
    }

    /** A slot and what is held of it at this moment. */
    record Occupied(Slot slot, long heldOrders, long heldItems) {}

    private Occupied occupied(ResultSet row) throws SQLException {
        return new Occupied(rows.slot(row), row.getLong("held_orders"), row.getLong("held_items"));
    }

    @Nullable
    Occupied find(Handle handle, SlotId id, Instant now) {
        return handle.createQuery("""
                        SELECT s.*, t.timezone,
                               (SELECT count(*) FROM slot_hold h
                                WHERE h.store_id = s.store_id AND h.slot_id = s.id AND h.expires_at > :now) AS held_orders,
                               (SELECT coalesce(sum(h.items), 0) FROM slot_hold h
                                WHERE h.store_id = s.store_id AND h.slot_id = s.id AND h.expires_at > :now) AS held_items
                        FROM delivery_slot s JOIN store t ON t.id = s.store_id
                        WHERE s.id = :id
                        """)
                .bind("id", id)
                .bind("now", now)
                .map((row, context) -> occupied(row))
                .findOne()
                .orElse(null);
    }

    /** Slots that begin within a span of time, by their beginning. */
    Page<Occupied> list(
            Handle handle,
            StoreId store,
            Instant from,
            Instant to,
            @Nullable SlotType type,
            Instant now,
            PageRequest page) {
        Matching matching = Matching.of("FROM delivery_slot s JOIN store t ON t.id = s.store_id")
                .and("s.store_id = :store", "store", store)
                .and("s.starts_at >= :from", "from", from)
                .and("s.starts_at < :to", "to", to)
                .and("s.type = :type", "type", type == null ? null : type.name());
        return new PagedQuery(handle, page, BY_TIME, matching.sql(), matching.bindings())
                .read("""
                SELECT s.*, t.timezone,
                       (SELECT count(*) FROM slot_hold h
                        WHERE h.store_id = s.store_id AND h.slot_id = s.id AND h.expires_at > :now) AS held_orders,
                       (SELECT coalesce(sum(h.items), 0) FROM slot_hold h
                        WHERE h.store_id = s.store_id AND h.slot_id = s.id AND h.expires_at > :now) AS held_items,
                       <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, query -> query.bind("now", now), this::occupied);
    }

    /** Also keeps others from changing it and from giving or taking its places until the transaction ends. */
    @Nullable
    Slot lock(Tx tx, SlotId id) {
        return tx.handle()
                .createQuery("""
                        SELECT s.*, t.timezone FROM delivery_slot s JOIN store t ON t.id = s.store_id
                        WHERE s.id = :id
                        FOR NO KEY UPDATE OF s
                        """)
                .bind("id", id)
                .map((row, context) -> rows.slot(row))
                .findOne()
                .orElse(null);
    }

    void insert(Tx tx, Slot slot) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO delivery_slot
                            (store_id, id, type, starts_at, ends_at, cutoff_minutes, cutoff_at, capacity, item_capacity, fee,
                             currency, zones, only_zones, active, version, created_at, updated_at)
                        VALUES (:store, :id, :type, :startsAt, :endsAt, :cutoffMinutes, :cutoffAt, :capacity, :itemCapacity,
                                :fee, :currency, :zones::jsonb, :onlyZones, :active, :version, :now, :now)
                        """)
                .bind("store", slot.storeId())
                .bind("id", slot.id())
                .bind("type", slot.type().name())
                .bind("startsAt", slot.startsAt())
                .bind("endsAt", slot.endsAt())
                .bind("cutoffMinutes", slot.cutoffMinutes())
                .bind("cutoffAt", slot.cutoffAt())
                .bind("capacity", slot.capacity())
                .bind("itemCapacity", slot.itemCapacity())
                .bind("fee", slot.fee().amount())
                .bind("currency", slot.fee().currency())
                .bind("zones", rows.written(slot.zones()))
                .bind("onlyZones", slot.onlyZones())
                .bind("active", slot.active())
                .bind("version", slot.version())
                .bind("now", slot.createdAt())
                .execute();
    }

    /** Changes what the staff say of a locked slot; what is booked stays. */
    void update(Tx tx, Slot slot) {
        tx.handle()
                .createUpdate("""
                        UPDATE delivery_slot
                        SET starts_at = :startsAt, ends_at = :endsAt, cutoff_minutes = :cutoffMinutes, cutoff_at = :cutoffAt,
                            capacity = :capacity, item_capacity = :itemCapacity, fee = :fee, currency = :currency,
                            zones = :zones::jsonb, only_zones = :onlyZones, active = :active, version = :version,
                            updated_at = :updatedAt
                        WHERE store_id = :store AND id = :id
                        """)
                .bind("store", slot.storeId())
                .bind("id", slot.id())
                .bind("startsAt", slot.startsAt())
                .bind("endsAt", slot.endsAt())
                .bind("cutoffMinutes", slot.cutoffMinutes())
                .bind("cutoffAt", slot.cutoffAt())
                .bind("capacity", slot.capacity())
                .bind("itemCapacity", slot.itemCapacity())
                .bind("fee", slot.fee().amount())
                .bind("currency", slot.fee().currency())
                .bind("zones", rows.written(slot.zones()))
                .bind("onlyZones", slot.onlyZones())
                .bind("active", slot.active())
                .bind("version", slot.version())
                .bind("updatedAt", slot.updatedAt())
                .execute();
    }

    /** Removes a locked slot that nobody has booked; what is held of it goes with it. */
    void delete(Tx tx, Slot slot) {
        tx.handle()
                .createUpdate("DELETE FROM delivery_slot WHERE store_id = :store AND id = :id")
                .bind("store", slot.storeId())
                .bind("id", slot.id())
                .execute();
    }

    /** Closes what a store that is archived still offers; answers how many slots that were. */
    int close(Tx tx, StoreId store, Instant now) {
        return tx.handle()
                .createUpdate("""
                        UPDATE delivery_slot SET active = false, version = version + 1, updated_at = :now
                        WHERE store_id = :store AND starts_at > :now AND active
                        """)
                .bind("store", store)
                .bind("now", now)
                .execute();
    }

    /** The slots of a template that nobody touched: without bookings, holds or changes; kept from everybody else. */
    List<SlotId> lockUntouched(Tx tx, SlotTemplate template, Instant now) {
        return tx.handle()
                .createQuery("""
                        SELECT s.id FROM delivery_slot s
                        WHERE s.store_id = :store AND s.template_id = :template AND s.starts_at > :now
                          AND s.booked = 0 AND s.version = 1
                        ORDER BY s.id
                        FOR UPDATE
                        """)
                .bind("store", template.storeId())
                .bind("template", template.id())
                .bind("now", now)
                .mapTo(java.util.UUID.class)
                .map(SlotId::new)
                .list();
    }

    /** Removes those of some locked slots of which nobody holds a place. */
    int removeUnheld(Tx tx, StoreId store, List<SlotId> ids, Instant now) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM delivery_slot s
                        WHERE s.store_id = :store AND s.id = ANY (:ids) AND s.booked = 0
                          AND NOT EXISTS (SELECT FROM slot_hold h
                                          WHERE h.store_id = s.store_id AND h.slot_id = s.id AND h.expires_at > :now)
                        """)
                .bind("store", store)
                .bindArray(
                        "ids",
                        java.util.UUID.class,
                        ids.stream().map(SlotId::value).toList())
                .bind("now", now)
                .execute();
    }
}
