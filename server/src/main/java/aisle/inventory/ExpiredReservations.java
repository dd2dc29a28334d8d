package aisle.inventory;

import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Frees what was held for somebody who did not come back in time, so that it can be sold again. */
@Singleton
class ExpiredReservations implements Job {
    private static final int BATCH = 200;

    private final ReservationDao dao = new ReservationDao();
    private final Time time;

    ExpiredReservations(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "reservation-expiry";
    }

    @Override
    public String purpose() {
        return "frees stock that was held for a purchase that never came";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofSeconds(30));
    }

    /** Goes on as long as something could be freed; what others had locked is due again at the next run. */
    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> dao.freeExpired(tx, time.now(), BATCH) > 0);
    }
}
