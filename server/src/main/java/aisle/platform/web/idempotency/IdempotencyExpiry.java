package aisle.platform.web.idempotency;

import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Forgets kept answers whose time is over, a batch at a time, so that the table does not grow for ever. */
@Singleton
class IdempotencyExpiry implements Job {
    private static final int BATCH = 1_000;

    private final IdempotencyDao dao = new IdempotencyDao();
    private final Time time;

    IdempotencyExpiry(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "idempotency-expiry";
    }

    @Override
    public String purpose() {
        return "forgets answers kept for repeated requests whose time is over";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofMinutes(10));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> dao.removeExpired(tx, time.now(), BATCH) == BATCH);
    }
}
