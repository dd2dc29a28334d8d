package aisle.platform.db;

import jakarta.inject.Singleton;

/** Whether the database has been reached and has this version's schema. Once it has, it stays so. */
@Singleton
public class SchemaReadiness {
    private volatile boolean ready;

    public boolean isReady() {
        return ready;
    }

    void announce() {
        ready = true;
    }

    /** @throws DatabaseUnavailable while the schema is not there yet */
    void require() {
        if (!ready) {
            throw new DatabaseUnavailable("The database is not ready yet.", null);
        }
    }
}
