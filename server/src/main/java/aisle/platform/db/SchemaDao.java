package aisle.platform.db;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** SQL about the database itself. */
final class SchemaDao {
    /** A new partition locks its table against everybody; while it waits for that, every order waits behind it. */
    private static final String LONGEST_LOCK_WAIT = "1s";

    /** Any number will do; no other advisory lock of Aisle has two keys and this first one. */
    private static final int PARTITIONS_LOCK = 7_401;

    /** The server's version, such as 150004. */
    int serverVersion(Handle handle) {
        return handle.createQuery("SELECT current_setting('server_version_num')::int")
                .mapTo(Integer.class)
                .one();
    }

    /** Two nodes that make the same partition at once would fail, so one waits for the other. */
    void ensureMonthPartitions(Handle handle, LocalDate from, int months) {
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock, 0)")
                .bind("lock", PARTITIONS_LOCK)
                .mapTo(Integer.class)
                .one();
        handle.execute("SET LOCAL lock_timeout = '" + LONGEST_LOCK_WAIT + "'");
        handle.createQuery("""
                        SELECT sum(ensure_month_partitions(parent::regclass, :from, :months))
                        FROM unnest(ARRAY['aisle.audit_entry', 'aisle.stock_movement']) AS parent
                        """)
                .bind("from", from)
                .bind("months", months)
                .mapTo(Long.class)
                .one();
    }
}
