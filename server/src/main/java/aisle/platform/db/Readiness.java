package aisle.platform.db;

import jakarta.inject.Singleton;

/** Whether the database answers, as of about a second ago; asking costs nothing, so it is told under any load. */
@Singleton
public class Readiness {
    private final DatabaseWatch watch;

    Readiness(DatabaseWatch watch) {
        this.watch = watch;
    }

    /** Whether the database has this version's schema and answers. */
    public boolean databaseAnswers() {
        return watch.isUp();
    }
}
