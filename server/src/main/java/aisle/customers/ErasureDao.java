package aisle.customers;

import aisle.kernel.CustomerId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL that says whom to erase. */
final class ErasureDao {
    private static final int READ_AT_ONCE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    /** No order, no sign-in that could still be used, nothing written since; docs/personal-data.md says so too. */
    private static final String IDLE = """
            c.deleted_at IS NULL AND c.updated_at < :before
            AND NOT EXISTS (SELECT FROM app_user u
                            WHERE u.id = c.user_id
                              AND (u.role <> 'CUSTOMER' OR u.updated_at >= :before OR u.signed_in_until >= :before))
            AND NOT EXISTS (SELECT FROM session s WHERE s.user_id = c.user_id AND s.expires_at >= :before)
            AND NOT EXISTS (SELECT FROM orders o
                            WHERE o.customer_id = c.id
                              AND (o.updated_at >= :before OR o.status NOT IN ('DRAFT', 'DELIVERED', 'CANCELED')))
            """;

    /** A customer whose row is locked, and its user. */
    record Locked(CustomerId id, @Nullable UserId user, long version) {}

    /**
     * Some who are idle.
     *
     * @param next after whom to look on; null when all were looked at
     */
    record Idle(List<CustomerId> customers, @Nullable CustomerId next) {}

    /** Locks a customer against everybody: changes, orders, erasure. Null when there is none. */
    @Nullable
    Locked lock(Tx tx, CustomerId id) {
        return lock(tx, id, "FOR UPDATE");
    }

    /** As {@link #lock}; null also when somebody else holds the row. */
    @Nullable
    Locked lockUnlessBusy(Tx tx, CustomerId id) {
        return lock(tx, id, "FOR UPDATE SKIP LOCKED");
    }

    /** Locks a user against sign-ins; false when somebody else holds the row. */
    boolean lockUserUnlessBusy(Tx tx, UserId user) {
        return tx.handle()
                .createQuery("SELECT true FROM app_user WHERE id = :user FOR UPDATE SKIP LOCKED")
                .bind("user", user)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Of the next customers behind one, by their ids, those who are idle. So many are looked at and no more. */
    Idle findIdle(Handle handle, Instant before, @Nullable CustomerId after) {
        List<CustomerId> read = new ArrayList<>();
        List<CustomerId> idle = new ArrayList<>();
        handle.createQuery("""
                        SELECT c.id, <idle> AS idle
                        FROM (SELECT * FROM customer
                              WHERE deleted_at IS NULL AND id > :after
                              ORDER BY id LIMIT :limit) AS c
                        ORDER BY c.id
                        """)
                .define("idle", IDLE)
                .bind("before", before)
                .bind("after", after == null ? FIRST : after.value())
                .bind("limit", READ_AT_ONCE)
                .map((row, context) -> {
                    CustomerId id = Columns.id(row, "id", CustomerId::new);
                    read.add(id);
                    return row.getBoolean("idle") && idle.add(id);
                })
                .list();
        return new Idle(idle, read.size() < READ_AT_ONCE ? null : read.getLast());
    }

    /** Whether that is so of one whose rows are locked. */
    boolean isIdle(Tx tx, CustomerId id, Instant before) {
        return tx.handle()
                .createQuery("SELECT <idle> FROM customer c WHERE c.id = :id")
                .define("idle", IDLE)
                .bind("before", before)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static @Nullable Locked lock(Tx tx, CustomerId id, String how) {
        return tx.handle()
                .createQuery("SELECT id, user_id, version FROM customer WHERE id = :id AND deleted_at IS NULL <how>")
                .define("how", how)
                .bind("id", id)
                .map((row, context) -> new Locked(
                        Columns.id(row, "id", CustomerId::new),
                        Columns.idOrNull(row, "user_id", UserId::new),
                        row.getLong("version")))
                .findOne()
                .orElse(null);
    }
}
