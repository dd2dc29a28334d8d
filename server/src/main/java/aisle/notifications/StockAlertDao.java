package aisle.notifications;

import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of news about scarce stock. */
final class StockAlertDao {
    /** Somebody who wants to hear of it, and how. */
    record Listener(UserId user, boolean inApp, boolean byMail) {}

    /** What one mail says. */
    record Digest(UserId user, List<Map<String, Object>> alerts) {}

    private final Json json;

    StockAlertDao(Json json) {
        this.json = json;
    }

    /** The managers of a store, and the administrators who are its members. */
    List<Listener> listeners(Tx tx, StoreId store) {
        return tx.handle()
                .createQuery("""
                        SELECT u.id, coalesce(w.stock_in_app, true) AS in_app, coalesce(w.stock_by_mail, false) AS by_mail
                        FROM store_membership m
                             JOIN app_user u ON u.id = m.user_id
                             LEFT JOIN notification_preference w ON w.user_id = u.id
                        WHERE m.store_id = :store AND u.role IN ('MANAGER', 'ADMIN') AND u.active
                        ORDER BY u.id
                        """)
                .bind("store", store)
                .map((row, context) -> new Listener(
                        Columns.id(row, "id", UserId::new), row.getBoolean("in_app"), row.getBoolean("by_mail")))
                .list();
    }

    /** Tells users in the shop itself; an event that was delivered before adds nothing. */
    void tell(
            Tx tx,
            List<UUID> ids,
            List<UserId> users,
            UUID event,
            String type,
            Map<String, Object> payload,
            Instant occurredAt) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO notification (id, user_id, event_id, type, payload, created_at)
                        SELECT n.id, n.user_id, :event, :type, :payload::jsonb, :occurredAt
                        FROM unnest(:ids::uuid[], :users::uuid[]) AS n (id, user_id)
                        ON CONFLICT ON CONSTRAINT notification_event_user DO NOTHING
                        """)
                .bindArray("ids", UUID.class, ids)
                .bindArray(
                        "users", UUID.class, users.stream().map(UserId::value).toList())
                .bind("event", event)
                .bind("type", type)
                .bind("payload", json.write(payload))
                .bind("occurredAt", occurredAt)
                .execute();
    }

    /** Notes it for the next mail. */
    void keepForMail(Tx tx, List<UserId> users, UUID event, Map<String, Object> payload, Instant occurredAt) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO stock_alert (user_id, event_id, payload, occurred_at)
                        SELECT u, :event, :payload::jsonb, :occurredAt FROM unnest(:users::uuid[]) AS u
                        ON CONFLICT DO NOTHING
                        """)
                .bindArray(
                        "users", UUID.class, users.stream().map(UserId::value).toList())
                .bind("event", event)
                .bind("payload", json.write(payload))
                .bind("occurredAt", occurredAt)
                .execute();
    }

    /** Takes all that one user is to be mailed, the newest first; null when there is nothing for anybody. */
    @Nullable
    Digest takeDigest(Tx tx) {
        UserId user = tx.handle()
                .createQuery("SELECT user_id FROM stock_alert ORDER BY user_id LIMIT 1")
                .map((row, context) -> Columns.id(row, "user_id", UserId::new))
                .findOne()
                .orElse(null);
        if (user == null) {
            return null;
        }
        return new Digest(
                user,
                tx.handle()
                        .createQuery("""
                        WITH taken AS (DELETE FROM stock_alert WHERE user_id = :user RETURNING *)
                        SELECT payload FROM taken ORDER BY occurred_at DESC, event_id
                        """)
                        .bind("user", user)
                        .map((row, context) -> json.readObject(row.getString("payload")))
                        .list());
    }
}
