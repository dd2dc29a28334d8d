package aisle.platform.web.idempotency;

import aisle.platform.db.Tx;

/** SQL of the answers that are kept for one caller. */
final class KeptAnswersOfUserDao {
    void delete(Tx tx, String caller) {
        tx.handle()
                .createUpdate("DELETE FROM idempotency WHERE caller = :caller")
                .bind("caller", caller)
                .execute();
    }
}
