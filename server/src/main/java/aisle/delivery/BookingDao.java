package aisle.delivery;

import aisle.kernel.CartId;
import aisle.kernel.OrderId;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the places in slots. Holds end by themselves, so they are counted and not summed up; that is why a slot is locked by
 * one statement and decided by the next, which sees every hold that was taken before the lock was had.
 */
final class BookingDao {
    private final SlotRows rows;

    BookingDao(Json json) {
        rows = new SlotRows(json);
    }

    /** A slot, kept from everybody else who gives or takes places until the transaction ends. */
    @Nullable
    Slot lock(Tx tx, StoreId store, SlotId id) {
        return tx.handle()
                .createQuery("""
                        SELECT s.*, t.timezone FROM delivery_slot s JOIN store t ON t.id = s.store_id
                        WHERE s.store_id = :store AND s.id = :id
                        FOR NO KEY UPDATE OF s
                        """)
                .bind("store", store)
                .bind("id", id)
                .map((row, context) -> rows.slot(row))
                .findOne()
                .orElse(null);
    }

    /** Several slots of a store, locked in the order of their ids. */
    List<Slot> lock(Tx tx, StoreId store, List<SlotId> ids) {
        return tx.handle()
                .createQuery("""
                        SELECT s.*, t.timezone FROM delivery_slot s JOIN store t ON t.id = s.store_id
                        WHERE s.store_id = :store AND s.id = ANY (:ids)
                        ORDER BY s.id
                        FOR NO KEY UPDATE OF s
                        """)
                .bind("store", store)
                .bindArray("ids", UUID.class, ids.stream().map(SlotId::value).toList())
                .map((row, context) -> rows.slot(row))
                .list();
    }

    @Nullable
    Slot find(Handle handle, StoreId store, SlotId id) {
        return handle.createQuery("""
                        SELECT s.*, t.timezone FROM delivery_slot s JOIN store t ON t.id = s.store_id
                        WHERE s.store_id = :store AND s.id = :id
                        """)
                .bind("store", store)
                .bind("id", id)
                .map((row, context) -> rows.slot(row))
                .findOne()
                .orElse(null);
    }

    List<Slot> find(Handle handle, List<SlotId> ids) {
        return handle.createQuery("""
                        SELECT s.*, t.timezone FROM delivery_slot s JOIN store t ON t.id = s.store_id
                        WHERE s.id = ANY (:ids)
                        """)
                .bindArray("ids", UUID.class, ids.stream().map(SlotId::value).toList())
                .map((row, context) -> rows.slot(row))
                .list();
    }

    /**
     * Gives an order a place in a locked slot, if there is one: the place that its cart holds, else one that nobody holds. A
     * hold vouches for the items that the cart had then; what was put in since must find room beside the other holds.
     */
    boolean book(Tx tx, StoreId store, SlotWish wish, Instant now) {
        return tx.handle()
                        .createUpdate("""
                        WITH held AS (
                            SELECT count(*) FILTER (WHERE cart_id IS DISTINCT FROM CAST(:cart AS uuid)) AS orders,
                                   coalesce(sum(items) FILTER (WHERE cart_id IS DISTINCT FROM CAST(:cart AS uuid)), 0) AS items,
                                   max(items) FILTER (WHERE cart_id = CAST(:cart AS uuid)) AS own
                            FROM slot_hold
                            WHERE store_id = :store AND slot_id = :slot AND expires_at > :now),
                        taken AS (
                            UPDATE delivery_slot s
                            SET booked = s.booked + 1, booked_items = s.booked_items + :items
                            FROM held h
                            WHERE s.store_id = :store AND s.id = :slot
                              AND s.booked + 1 + CASE WHEN h.own IS NULL THEN h.orders ELSE 0 END <= s.capacity
                              AND (s.item_capacity IS NULL
                                   OR s.booked_items + :items + CASE WHEN h.own >= :items THEN 0 ELSE h.items END
                                      <= s.item_capacity)
                            RETURNING s.id),
                        used AS (
                            DELETE FROM slot_hold
                            WHERE cart_id = CAST(:cart AS uuid) AND EXISTS (SELECT FROM taken))
                        INSERT INTO slot_booking (store_id, order_id, slot_id, items, created_at)
                        SELECT :store, :order, id, :items, :now FROM taken
                        """)
                        .bind("store", store)
                        .bind("slot", wish.slot())
                        .bind("order", wish.order())
                        .bind("items", wish.items())
                        .bind("cart", wish.cart() == null ? null : wish.cart().value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Takes the place of an order back; false when it has none. */
    boolean release(Tx tx, StoreId store, OrderId order) {
        return tx.handle()
                        .createUpdate("""
                        WITH gone AS (
                            DELETE FROM slot_booking WHERE store_id = :store AND order_id = :order
                            RETURNING slot_id, items)
                        UPDATE delivery_slot s
                        SET booked = s.booked - 1, booked_items = s.booked_items - g.items
                        FROM gone g
                        WHERE s.store_id = :store AND s.id = g.slot_id
                        """)
                        .bind("store", store)
                        .bind("order", order)
                        .execute()
                == 1;
    }

    /** Moves the place of an order from one locked slot to another, if there is room that nobody holds. */
    boolean move(Tx tx, StoreId store, OrderId order, Booking from, SlotId to, Instant now) {
        return tx.handle()
                        .createUpdate("""
                        WITH held AS (
                            SELECT count(*) AS orders, coalesce(sum(items), 0) AS items
                            FROM slot_hold
                            WHERE store_id = :store AND slot_id = :to AND expires_at > :now),
                        taken AS (
                            UPDATE delivery_slot s
                            SET booked = s.booked + 1, booked_items = s.booked_items + :items
                            FROM held h
                            WHERE s.store_id = :store AND s.id = :to
                              AND s.booked + 1 + h.orders <= s.capacity
                              AND (s.item_capacity IS NULL OR s.booked_items + :items + h.items <= s.item_capacity)
                            RETURNING s.id),
                        moved AS (
                            UPDATE slot_booking b SET slot_id = t.id
                            FROM taken t
                            WHERE b.store_id = :store AND b.order_id = :order
                            RETURNING b.order_id)
                        UPDATE delivery_slot s
                        SET booked = s.booked - 1, booked_items = s.booked_items - :items
                        FROM moved m
                        WHERE s.store_id = :store AND s.id = :from
                        """)
                        .bind("store", store)
                        .bind("order", order)
                        .bind("from", from.slot())
                        .bind("to", to)
                        .bind("items", from.items())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** The place of an order. */
    record Booking(SlotId slot, int items) {}

    /** The place of an order, kept from others until the transaction ends. */
    @Nullable
    Booking lockBooking(Tx tx, StoreId store, OrderId order) {
        return tx.handle()
                .createQuery("""
                        SELECT slot_id, items FROM slot_booking
                        WHERE store_id = :store AND order_id = :order
                        FOR UPDATE
                        """)
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> new Booking(Columns.id(row, "slot_id", SlotId::new), row.getInt("items")))
                .findOne()
                .orElse(null);
    }

    /** What the others hold in a slot at this moment. */
    record Held(long orders, long items, boolean own) {}

    Held held(Handle handle, StoreId store, SlotId slot, @Nullable CartId cart, Instant now) {
        return handle.createQuery("""
                        SELECT count(*) FILTER (WHERE cart_id IS DISTINCT FROM CAST(:cart AS uuid)) AS orders,
                               coalesce(sum(items) FILTER (WHERE cart_id IS DISTINCT FROM CAST(:cart AS uuid)), 0) AS items,
                               count(*) FILTER (WHERE cart_id = CAST(:cart AS uuid)) > 0 AS own
                        FROM slot_hold
                        WHERE store_id = :store AND slot_id = :slot AND expires_at > :now
                        """)
                .bind("store", store)
                .bind("slot", slot)
                .bind("cart", cart == null ? null : cart.value())
                .bind("now", now)
                .map((row, context) -> new Held(row.getLong("orders"), row.getLong("items"), row.getBoolean("own")))
                .one();
    }

    /** The slot in which a cart holds or held a place; null when the cart has no such hold. */
    @Nullable
    SlotId slotOf(Handle handle, CartId cart, SlotHoldId hold) {
        return handle.createQuery("SELECT slot_id FROM slot_hold WHERE id = :hold AND cart_id = :cart")
                .bind("hold", hold)
                .bind("cart", cart)
                .map((row, context) -> Columns.id(row, "slot_id", SlotId::new))
                .findOne()
                .orElse(null);
    }
}
