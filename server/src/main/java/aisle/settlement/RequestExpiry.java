package aisle.settlement;

import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Forgets requests that nobody repeats any more. */
@Singleton
class RequestExpiry implements Job {
    /** For as long as answers are kept, and a bit. */
    private static final Duration KEPT = Duration.ofDays(2);

    private static final int BATCH = 1_000;

    private final RequestDao dao = new RequestDao();
    private final Time time;

    RequestExpiry(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "settlement-request-expiry";
    }

    @Override
    public String purpose() {
        return "forgets by what repeated refunds and payments are known";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofHours(6));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> dao.removeOld(tx, time.now().minus(KEPT), BATCH) == BATCH);
    }
}
