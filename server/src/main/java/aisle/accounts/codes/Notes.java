package aisle.accounts.codes;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Notes what somebody who is not signed in asks for. Nothing is looked up, so that neither the answer nor its time tells
 * whether the address has an account; {@link CodeMails} finds that out later.
 */
@Singleton
class Notes {
    private final CodeDao dao;
    private final Database database;
    private final Outbox outbox;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Notes(Sealing sealing, Json json, Database database, Outbox outbox, Audit audit, Time time, Ids ids) {
        this.dao = new CodeDao(sealing, json);
        this.database = database;
        this.outbox = outbox;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    void leave(Actor actor, Purpose purpose, Pending pending) {
        UUID id = ids.next();
        Instant now = time.now();
        database.transaction(tx -> {
            dao.insert(tx, id, purpose, pending, now, now.plus(purpose.patience()));
            outbox.publish(tx, actor, purpose.requested(), purpose.label(), id.toString(), 1, Map.of());
            audit.record(tx, actor, purpose.label() + ".requested", purpose.label(), id, null, Map.of());
            return true;
        });
    }
}
