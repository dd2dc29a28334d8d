package aisle.delivery;

import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Clears holds away that have ended. They count no more anyway; for an hour their carts may still name them, and get a place
 * if there is a free one.
 */
@Singleton
class ExpiredHolds implements Job {
    private static final Duration GRACE = Duration.ofHours(1);
    private static final int BATCH = 500;

    private final HoldDao dao = new HoldDao();
    private final Time time;

    ExpiredHolds(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "slot-hold-expiry";
    }

    @Override
    public String purpose() {
        return "clears holds of slots away that have ended";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofMinutes(10));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> dao.removeExpired(tx, time.now().minus(GRACE), BATCH) == BATCH);
    }
}
