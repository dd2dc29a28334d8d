package aisle.accounts.signin;

import aisle.platform.config.AisleConfig;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Forgets what signing in leaves behind: exchanged refresh tokens whose successors are over, failures that count no more,
 * and networks from which nobody came for long.
 */
@Singleton
class SignInTraces implements Job {
    private static final Duration FAILURES = Duration.ofDays(2);
    private static final Duration NETWORKS = Duration.ofDays(180);
    private static final int BATCH = 500;

    private final SessionDao sessions = new SessionDao();
    private final SignInThrottleDao attempts = new SignInThrottleDao();
    private final Duration sessionLife;
    private final Time time;

    SignInTraces(AisleConfig config, Time time) {
        this.sessionLife = Duration.ofDays(config.jwt().refreshTokenExpiresDays());
        this.time = time;
    }

    @Override
    public String name() {
        return "sign-in-traces-expiry";
    }

    @Override
    public String purpose() {
        return "forgets exchanged tokens, old failures to sign in and networks that nobody uses";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofHours(1));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> sessions.removeExchanged(tx, time.now().minus(sessionLife), BATCH) == BATCH);
        run.whileMore(tx -> attempts.removeThrottles(tx, time.now().minus(FAILURES), BATCH) == BATCH);
        run.whileMore(tx -> attempts.removeNetworks(tx, time.now().minus(NETWORKS), BATCH) == BATCH);
    }
}
