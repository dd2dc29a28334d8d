package aisle.platform.jobs;

import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.jobs.JobState.Outcome;
import aisle.platform.observability.FailureText;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs jobs in the name of one node. Any number of nodes may try the same job; one gets it. */
final class JobRunner {
    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    /** Enough to see what a job of every minute did in the last hours. */
    private static final int KEPT_RUNS = 100;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final JobDao dao = new JobDao();
    private final Database database;
    private final Time time;
    private final Ids ids;
    private final MeterRegistry metrics;
    private final String node;
    private final BooleanSupplier stopping;

    JobRunner(Database database, Time time, Ids ids, MeterRegistry metrics, String node, BooleanSupplier stopping) {
        this.database = database;
        this.time = time;
        this.ids = ids;
        this.metrics = metrics;
        this.node = node;
        this.stopping = stopping;
    }

    /** Runs a job when it is due and nobody else has it; answers how that ended, or null when it was not to be run. */
    @Nullable
    Outcome runIfDue(Job job) {
        Instant begun = time.now();
        JobDao.Claim claim = claim(job, begun);
        if (claim == null) {
            return null;
        }
        JobRun run = new JobRun(database, dao, time, claim, job.longestPiece(), stopping);
        try {
            job.run(run);
        } catch (JobRun.Lost e) {
            LOG.warnf("job_lost job=%s: another node took it over", job.name());
            return count(job, begun, Outcome.LOST);
        } catch (JobRun.Stopping e) {
            return end(job, claim, begun, Outcome.INTERRUPTED, null);
        } catch (DatabaseUnavailable e) {
            // Nothing can be noted; when the database is back, the lease has run out or the job is tried again.
            LOG.warnf("job_postponed job=%s: %s", job.name(), e.getMessage());
            return end(job, claim, begun, Outcome.FAILED, FailureText.of(e));
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "job_failed job=%s", job.name());
            return end(job, claim, begun, Outcome.FAILED, FailureText.of(e));
        }
        // Out there no failure to note a success is taken for a failure of the job.
        return end(job, claim, begun, Outcome.SUCCEEDED, null);
    }

    private JobDao.@Nullable Claim claim(Job job, Instant now) {
        Duration lease = job.longestPiece();
        return database.transaction(tx -> {
            JobDao.Claim claim = dao.claim(
                    tx,
                    job.name(),
                    node,
                    now,
                    now.plus(lease),
                    job.schedule().after(now),
                    now.plus(lease.multipliedBy(2)));
            if (claim != null) {
                dao.begin(tx, claim, ids.next(), node, now);
            }
            return claim;
        });
    }

    private Outcome end(Job job, JobDao.Claim claim, Instant begun, Outcome outcome, @Nullable String error) {
        Instant next = job.schedule().after(begun);
        if (outcome == Outcome.FAILED) {
            Instant retry = time.now().plus(pauseAfter(claim.failures()));
            next = retry.isBefore(next) ? retry : next;
        }
        Instant due = next;
        boolean current = database.transaction(tx -> {
            dao.forgetRuns(tx, claim, KEPT_RUNS);
            return dao.end(tx, claim, outcome, error, time.now(), due);
        });
        return count(job, begun, current ? outcome : Outcome.LOST);
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Has a job's series there from the start, or its first failure would be no rise. */
    void introduce(String job) {
        EnumSet.complementOf(EnumSet.of(Outcome.RUNNING)).forEach(outcome -> runs(job, outcome));
        durations(job);
    }

    private Outcome count(Job job, Instant begun, Outcome outcome) {
        runs(job.name(), outcome).increment();
        durations(job.name()).record(Duration.between(begun, time.now()));
        return outcome;
    }

    private Counter runs(String job, Outcome outcome) {
        return Counter.builder("job_runs")
                .description("Runs of recurring work that ended on this node")
                .tag("job", job)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(metrics);
    }

    private Timer durations(String job) {
        return Timer.builder("job_duration")
                .description("How long runs took")
                .tag("job", job)
                .register(metrics);
    }
}
