package aisle.notifications;

import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of how users want to hear of things. */
final class PreferenceDao {
    NotificationPreference get(Handle handle, UserId user) {
        return handle.createQuery("SELECT * FROM notification_preference WHERE user_id = :user")
                .bind("user", user)
                .map((row, context) -> new NotificationPreference(
                        row.getBoolean("stock_in_app"),
                        row.getBoolean("stock_by_mail"),
                        row.getLong("version"),
                        Columns.instant(row, "updated_at")))
                .findOne()
                .orElse(NotificationPreference.DEFAULT);
    }

    /** Makes a user's changes of them wait for each other, also before there is anything to change. */
    void lockUser(Tx tx, UserId user) {
        tx.handle()
                .createQuery("SELECT id FROM app_user WHERE id = :user FOR NO KEY UPDATE")
                .bind("user", user)
                .mapTo(UUID.class)
                .one();
    }

    void put(Tx tx, UserId user, boolean stockInApp, boolean stockByMail, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO notification_preference (user_id, stock_in_app, stock_by_mail, updated_at)
                        VALUES (:user, :inApp, :byMail, :now)
                        ON CONFLICT (user_id) DO UPDATE
                        SET stock_in_app = excluded.stock_in_app, stock_by_mail = excluded.stock_by_mail,
                            version = notification_preference.version + 1, updated_at = excluded.updated_at
                        """)
                .bind("user", user)
                .bind("inApp", stockInApp)
                .bind("byMail", stockByMail)
                .bind("now", now)
                .execute();
    }
}
