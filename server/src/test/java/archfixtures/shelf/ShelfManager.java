package archfixtures.shelf;

import archfixtures.till.TillResource;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Says nothing by its name, speaks SQL, asks the clock, and knows who must not be known. */
public class ShelfManager {
    private TillResource till;

    int count(Handle handle) {
        return handle.createUpdate("DELETE FROM shelf").execute();
    }

    Instant restocked() {
        return Instant.now();
    }
}
