package aisle.platform.crypto;

import aisle.platform.time.Secrets;
import aisle.testing.TestDatabase;
import java.util.Optional;

/** Seals as a server did before the key was exchanged. */
public final class FormerSealing {
    private FormerSealing() {}

    public static byte[] seal(String place, String text) {
        return with(TestDatabase.FORMER_PII_KEY, Optional.empty()).seal(place, text);
    }

    static Sealing with(String key, Optional<String> former) {
        return new Sealing(new Keys(key, former, Optional.empty()), new Secrets());
    }
}
