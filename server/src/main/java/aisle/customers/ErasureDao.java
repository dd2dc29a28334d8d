package aisle.customers;

import aisle.kernel.CustomerId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import org.jspecify.annotations.Nullable;

/** SQL that says whom to erase. */
final class ErasureDao {
    /** A customer whose row is locked, and its user. */
    record Locked(CustomerId id, @Nullable UserId user, long version) {}

    /** Locks a customer against everybody: changes, orders, erasure. Null when there is none. */
    @Nullable
    Locked lock(Tx tx, CustomerId id) {
        return tx.handle()
                .createQuery(
                        "SELECT id, user_id, version FROM customer WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> new Locked(
                        Columns.id(row, "id", CustomerId::new),
                        Columns.idOrNull(row, "user_id", UserId::new),
                        row.getLong("version")))
                .findOne()
                .orElse(null);
    }
}
