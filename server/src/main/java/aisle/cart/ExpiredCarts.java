package aisle.cart;

import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Removes carts that nobody has touched for so long that they have expired; their owners see them no more. */
@Singleton
class ExpiredCarts implements Job {
    private static final int BATCH = 500;

    private final CartDao dao = new CartDao();
    private final Time time;

    ExpiredCarts(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "cart-expiry";
    }

    @Override
    public String purpose() {
        return "removes carts that have expired";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofHours(1));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> dao.removeExpired(tx, time.now(), BATCH) == BATCH);
    }
}
