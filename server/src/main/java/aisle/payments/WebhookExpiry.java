package aisle.payments;

import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Forgets what providers told so long ago that they will not tell it again. */
@Singleton
class WebhookExpiry implements Job {
    /** Stripe tells for three days, and lets an account tell by hand for thirty. */
    private static final Duration MEMORY = Duration.ofDays(90);

    private static final int BATCH = 1_000;

    private final WebhookDao dao = new WebhookDao();
    private final Time time;

    WebhookExpiry(Time time) {
        this.time = time;
    }

    @Override
    public String name() {
        return "payment-event-expiry";
    }

    @Override
    public String purpose() {
        return "forgets events of payment providers that are not told again";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofHours(6));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> dao.removeOld(tx, time.now().minus(MEMORY), BATCH) == BATCH);
    }
}
