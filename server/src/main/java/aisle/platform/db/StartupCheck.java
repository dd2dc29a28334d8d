package aisle.platform.db;

import aisle.platform.config.StartupProblem;
import org.jdbi.v3.core.Handle;

/** Looks at the migrated database before the first request may use it, and may refuse to serve it. */
public interface StartupCheck {
    /** @throws StartupProblem when this server must not serve this database */
    void check(Handle handle);
}
