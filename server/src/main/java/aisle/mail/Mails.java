package aisle.mail;

import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;

/** Where a use case leaves its mails. */
@Singleton
public class Mails {
    private final MailDao dao;
    private final Time time;
    private final Ids ids;

    Mails(Sealing sealing, Json json, Time time, Ids ids) {
        this.dao = new MailDao(sealing, json);
        this.time = time;
        this.ids = ids;
    }

    /**
     * Leaves a mail to be sent soon after the transaction commits, and not at all when it does not. When there was one for
     * the same cause, nothing happens.
     */
    public void send(Tx tx, Mail mail) {
        dao.insert(tx, ids.next(), mail, time.now());
    }
}
