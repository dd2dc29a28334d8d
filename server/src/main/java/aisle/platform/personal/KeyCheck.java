package aisle.platform.personal;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.StartupCheck;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import org.jdbi.v3.core.Handle;

/** Refuses a database whose people this server could not find: its keyed hashes were made with another key. */
@Singleton
class KeyCheck implements StartupCheck {
    private static final String PURPOSE = "index";

    private final SealedColumnDao dao = new SealedColumnDao();
    private final Sealing sealing;

    KeyCheck(Sealing sealing) {
        this.sealing = sealing;
    }

    @Override
    public void check(Handle handle) {
        byte[] own = sealing.lookupHash("key check");
        if (!MessageDigest.isEqual(own, dao.keepOrFind(handle, PURPOSE, own))) {
            throw new StartupProblem(
                    Kind.CONFIGURATION,
                    "This database belongs to another key: set PII_KEY to the one it was made with, or after an exchange"
                            + " of PII_KEY keep the first one as PII_INDEX_KEY.");
        }
    }
}
