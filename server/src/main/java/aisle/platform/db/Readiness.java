package aisle.platform.db;

import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Whether the database answers. */
@Singleton
public class Readiness {
    private static final Logger LOG = Logger.getLogger(Readiness.class);

    private final Database database;

    Readiness(Database database) {
        this.database = database;
    }

    /** Asks it now; at most as long as the limit on waiting for a connection. */
    public boolean databaseAnswers() {
        try {
            return database.read(handle ->
                    handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
        } catch (DatabaseUnavailable e) {
            return false;
        } catch (RuntimeException e) {
            LOG.warn("The database answers, but not as it should.", e);
            return false;
        }
    }
}
