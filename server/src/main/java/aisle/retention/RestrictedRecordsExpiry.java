package aisle.retention;

import aisle.kernel.Actor;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Removes restricted records when their day has come. */
@Singleton
class RestrictedRecordsExpiry implements Job {
    private static final int BATCH = 200;

    private final RestrictedRecords records;

    RestrictedRecordsExpiry(RestrictedRecords records) {
        this.records = records;
    }

    @Override
    public String name() {
        return "restricted-record-expiry";
    }

    @Override
    public String purpose() {
        return "removes names and addresses of erased customers that tax law asks for no longer";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofHours(24));
    }

    @Override
    public void run(JobRun run) {
        Actor actor = Actor.system("job:" + name());
        run.whileMore(tx -> records.removeDue(tx, actor, BATCH) == BATCH);
    }
}
