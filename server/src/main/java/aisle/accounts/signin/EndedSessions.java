package aisle.accounts.signin;

import aisle.platform.config.AisleConfig;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Forgets sign-ins that ended long ago, with their refresh tokens. Until then a refresh token that somebody stole is
 * recognised as used; afterwards it is unknown, and refused all the same.
 */
@Singleton
class EndedSessions implements Job {
    private static final int BATCH = 500;

    private final SessionDao dao = new SessionDao();
    private final Duration retention;
    private final Time time;

    EndedSessions(AisleConfig config, Time time) {
        this.retention = config.retention().sessions();
        this.time = time;
    }

    @Override
    public String name() {
        return "session-expiry";
    }

    @Override
    public String purpose() {
        return "forgets sign-ins that ended long ago";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofHours(1));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> dao.removeExpired(tx, time.now().minus(retention), BATCH) == BATCH);
    }
}
