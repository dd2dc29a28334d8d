package aisle.settings;

import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of settings. */
final class SettingsDao {
    /** A setting and how often it was changed. */
    record Row(String value, long version, Instant updatedAt) {}

    Row get(Handle handle, String key) {
        return row(handle, "SELECT value, version, updated_at FROM setting WHERE key = :key", key);
    }

    Row lock(Tx tx, String key) {
        return row(
                tx.handle(), "SELECT value, version, updated_at FROM setting WHERE key = :key FOR NO KEY UPDATE", key);
    }

    private static Row row(Handle handle, String statement, String key) {
        return handle.createQuery(statement)
                .bind("key", key)
                .map((row, context) ->
                        new Row(row.getString("value"), row.getLong("version"), Columns.instant(row, "updated_at")))
                .one();
    }

    void put(Tx tx, String key, String value, Instant now, @Nullable UserId by) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO setting (key, value, updated_at, updated_by)
                        VALUES (:key, :value::jsonb, :now, :by)
                        ON CONFLICT (key) DO UPDATE
                        SET value = excluded.value, version = setting.version + 1,
                            updated_at = excluded.updated_at, updated_by = excluded.updated_by
                        WHERE setting.value <> excluded.value
                        """)
                .bind("key", key)
                .bind("value", value)
                .bind("now", now)
                .bind("by", by == null ? null : by.value())
                .execute();
    }
}
