package aisle.platform.limits;

import aisle.platform.db.Tx;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Removes counts whose span is over, a batch at a time, so that a flood from many addresses leaves nothing behind. */
@Singleton
class StrictLimitExpiry implements Job {
    private static final int BATCH = 1_000;

    private final StrictLimitDao dao = new StrictLimitDao();
    private final Time time;

    StrictLimitExpiry(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "strict-limit-expiry";
    }

    @Override
    public String purpose() {
        return "removes counts of attempts whose span is over";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofMinutes(1));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(this::removeBatch);
    }

    /** Whether there may be more. */
    boolean removeBatch(Tx tx) {
        return dao.removeExpired(tx, time.now(), BATCH) == BATCH;
    }
}
