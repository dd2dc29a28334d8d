package aisle.delivery;

import aisle.kernel.CartId;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of holds. */
final class HoldDao {
    @Nullable
    SlotHold find(Handle handle, CartId cart, Instant now) {
        return handle.createQuery("""
                        SELECT id, store_id, slot_id, items, expires_at FROM slot_hold
                        WHERE cart_id = :cart AND expires_at > :now
                        """)
                .bind("cart", cart)
                .bind("now", now)
                .map((row, context) -> hold(row))
                .findOne()
                .orElse(null);
    }

    /**
     * Keeps a place in a locked slot for a cart, if there is one that is neither booked nor held by others, in place of what
     * the cart held before; else the cart keeps that, and the answer is false.
     */
    boolean take(Tx tx, SlotHold hold, CartId cart, Instant now) {
        return tx.handle()
                        .createUpdate("""
                        WITH held AS (
                            SELECT count(*) AS orders, coalesce(sum(items), 0) AS items
                            FROM slot_hold
                            WHERE store_id = :store AND slot_id = :slot AND expires_at > :now AND cart_id <> :cart)
                        INSERT INTO slot_hold (store_id, id, slot_id, cart_id, items, expires_at, created_at)
                        SELECT s.store_id, :id, s.id, :cart, :items, :expiresAt, :now
                        FROM delivery_slot s CROSS JOIN held h
                        WHERE s.store_id = :store AND s.id = :slot
                          AND s.booked + h.orders + 1 <= s.capacity
                          AND (s.item_capacity IS NULL OR s.booked_items + h.items + :items <= s.item_capacity)
                        ON CONFLICT (cart_id) DO UPDATE
                        SET store_id = excluded.store_id, id = excluded.id, slot_id = excluded.slot_id,
                            items = excluded.items, expires_at = excluded.expires_at, created_at = excluded.created_at
                        """)
                        .bind("store", hold.storeId())
                        .bind("id", hold.id())
                        .bind("slot", hold.slotId())
                        .bind("cart", cart)
                        .bind("items", hold.items())
                        .bind("expiresAt", hold.expiresAt())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Removes a cart's hold; answers its store, or null when the cart has no such hold. */
    @Nullable
    StoreId remove(Tx tx, CartId cart, SlotHoldId hold) {
        return tx.handle()
                .createQuery("DELETE FROM slot_hold WHERE id = :hold AND cart_id = :cart RETURNING store_id")
                .bind("hold", hold)
                .bind("cart", cart)
                .map((row, context) -> Columns.id(row, "store_id", StoreId::new))
                .findOne()
                .orElse(null);
    }

    /** Removes whatever a cart holds or held. */
    void removeOf(Tx tx, CartId cart) {
        tx.handle()
                .createUpdate("DELETE FROM slot_hold WHERE cart_id = :cart")
                .bind("cart", cart)
                .execute();
    }

    void move(Tx tx, CartId from, CartId to) {
        tx.handle()
                .createUpdate("UPDATE slot_hold SET cart_id = :to WHERE cart_id = :from")
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    /** Removes some holds that ended before a moment, but none that somebody works on; answers how many. */
    int removeExpired(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM slot_hold WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM slot_hold WHERE expires_at <= :before
                            ORDER BY expires_at LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }

    private static SlotHold hold(ResultSet row) throws SQLException {
        return new SlotHold(
                Columns.id(row, "id", SlotHoldId::new),
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "slot_id", SlotId::new),
                row.getInt("items"),
                Columns.instant(row, "expires_at"));
    }
}
