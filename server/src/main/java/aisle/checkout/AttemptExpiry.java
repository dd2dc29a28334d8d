package aisle.checkout;

import aisle.kernel.Actor;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Undoes purchases whose customer did not pay in time, also when no provider can be asked about it: money that is promised
 * after that is given back. Forgets what was over long ago.
 */
@Singleton
class AttemptExpiry implements Job {
    private static final int BATCH = 50;

    /** The payment ends first, so that ordinarily the provider has said so. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** For as long as a request may be repeated, and a bit. */
    private static final Duration KEPT = Duration.ofDays(2);

    private final AttemptSettlement settlement;
    private final Attempts attempts;
    private final Time time;

    AttemptExpiry(AttemptSettlement settlement, Attempts attempts, Time time) {
        this.settlement = settlement;
        this.attempts = attempts;
        this.time = time;
    }

    @Override
    public String name() {
        return "checkout-expiry";
    }

    @Override
    public String purpose() {
        return "frees what was kept for customers who did not pay in time";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofSeconds(30));
    }

    @Override
    public void run(JobRun run) {
        Actor actor = Actor.system("job:" + name());
        run.whileMore(tx -> settlement.releaseExpired(tx, actor, time.now().minus(GRACE), BATCH) == BATCH);
        run.whileMore(tx -> attempts.forget(tx, time.now().minus(KEPT), BATCH) == BATCH);
    }
}
