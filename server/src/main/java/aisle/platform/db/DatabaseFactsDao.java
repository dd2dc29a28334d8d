package aisle.platform.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL that looks at a database from outside; nothing here needs more than the right to sign in. */
final class DatabaseFactsDao {
    boolean hasAdministrators(Handle handle) {
        return hasUsers(handle) && hasAdministrator(handle);
    }

    /** The clock is the time at which this very statement began. */
    DatabaseFacts.Server server(Handle handle) {
        return handle.createQuery("""
                        SELECT current_setting('server_version_num')::int AS version,
                               current_user AS role,
                               r.rolsuper AS superuser,
                               coalesce(has_schema_privilege(to_regnamespace('aisle')::oid, 'CREATE'),
                                        has_database_privilege(current_database(), 'CREATE')) AS alters_schema,
                               coalesce(has_table_privilege(to_regclass('aisle.audit_entry')::oid,
                                                            'UPDATE, DELETE, TRUNCATE'), false) AS alters_audit,
                               CASE WHEN tls.ssl THEN tls.version END AS encryption,
                               current_setting('fsync')::boolean AND current_setting('full_page_writes')::boolean
                                   AND current_setting('synchronous_commit') <> 'off' AS durable,
                               me.query_start AS clock,
                               current_setting('archive_mode') <> 'off' AS archiving,
                               a.last_archived_time,
                               a.last_failed_time,
                               current_setting('max_connections')::int AS connections
                        FROM pg_roles r
                        CROSS JOIN pg_stat_archiver a
                        LEFT JOIN pg_stat_ssl tls ON tls.pid = pg_backend_pid()
                        LEFT JOIN pg_stat_activity me ON me.pid = pg_backend_pid()
                        WHERE r.rolname = current_user
                        """).map((row, context) -> facts(row)).one();
    }

    private static DatabaseFacts.Server facts(ResultSet row) throws SQLException {
        return new DatabaseFacts.Server(
                row.getInt("version"),
                row.getString("role"),
                row.getBoolean("superuser"),
                row.getBoolean("alters_schema"),
                row.getBoolean("alters_audit"),
                row.getString("encryption"),
                row.getBoolean("durable"),
                row.getTimestamp("clock").toInstant(),
                row.getBoolean("archiving"),
                instant(row.getTimestamp("last_archived_time")),
                instant(row.getTimestamp("last_failed_time")),
                row.getInt("connections"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private static boolean hasUsers(Handle handle) {
        return handle.createQuery(
                        "SELECT coalesce(has_table_privilege(to_regclass('aisle.app_user')::oid, 'SELECT'), false)")
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean hasAdministrator(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM aisle.app_user WHERE role = 'ADMIN' AND active)")
                .mapTo(Boolean.class)
                .one();
    }
}
