package aisle.testing;

import aisle.kernel.DomainError;
import aisle.platform.db.Database;
import aisle.platform.jobs.JobState;
import aisle.platform.jobs.Jobs;
import jakarta.inject.Singleton;

/** Has jobs of the running server run, the way an administrator does. */
@Singleton
public class RecurringWork {
    private final Jobs jobs;
    private final Database database;

    RecurringWork(Jobs jobs, Database database) {
        this.jobs = jobs;
        this.database = database;
    }

    /** Has a job run from its beginning to its good end. */
    public void run(String job) {
        Waiting.until(job + " takes the wish", () -> requested(job));
        Waiting.until(job + " has run", () -> ended(job));
    }

    private boolean requested(String job) {
        try {
            return database.transaction(tx -> {
                jobs.request(tx, job);
                return true;
            });
        } catch (DomainError running) {
            return false;
        }
    }

    /** The wish is looked at first: while it stands, the last run may be that of an earlier one. */
    private boolean ended(String job) {
        boolean isTaken = database.read(handle -> handle.createQuery("SELECT NOT requested FROM job WHERE name = ?")
                .bind(0, job)
                .mapTo(Boolean.class)
                .one());
        if (!isTaken) {
            return false;
        }
        JobState.Run last = database.read(handle -> jobs.get(handle, job)).lastRun();
        return last != null
                && last.trigger() == JobState.Trigger.REQUEST
                && last.outcome() == JobState.Outcome.SUCCEEDED;
    }
}
