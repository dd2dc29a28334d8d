package aisle.platform.web.idempotency;

import aisle.platform.db.Tx;
import java.util.UUID;

/** SQL of the answers that are kept for one caller, or that tell of one person. */
final class KeptAnswersOfPersonDao {
    void deleteTo(Tx tx, String caller) {
        tx.handle()
                .createUpdate("DELETE FROM idempotency WHERE caller = :caller")
                .bind("caller", caller)
                .execute();
    }

    void deleteAbout(Tx tx, UUID person) {
        tx.handle()
                .createUpdate("DELETE FROM idempotency WHERE person = :person")
                .bind("person", person)
                .execute();
    }

    void move(Tx tx, UUID from, UUID to) {
        tx.handle()
                .createUpdate("UPDATE idempotency SET person = :to WHERE person = :from")
                .bind("from", from)
                .bind("to", to)
                .execute();
    }
}
