package aisle.platform.jobs;

import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.db.SchemaReadiness;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks every second which jobs are due and runs each on a thread of its own, so that a long one delays no other. What it
 * sees is also what the metrics show, of all nodes.
 */
@Singleton
class JobScheduler {
    private static final Logger LOG = Logger.getLogger(JobScheduler.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final JobDao dao = new JobDao();
    private final JobRunner runner;
    private final Database database;
    private final SchemaReadiness schema;
    private final Time time;
    private final boolean serving;
    private final BackgroundLoop loop = new BackgroundLoop("job-scheduler", LOOK, this::look);
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private volatile Map<String, JobDao.Row> seen = Map.of();
    private boolean introduced;

    JobScheduler(
            Jobs jobs,
            Database database,
            SchemaReadiness schema,
            Time time,
            Ids ids,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean serving) {
        this.jobs = jobs;
        this.database = database;
        this.schema = schema;
        this.time = time;
        this.serving = serving;
        this.runner = new JobRunner(database, time, ids, metrics, Node.name(), loop::isStopping);
        jobs.known().keySet().forEach(name -> {
            runner.introduce(name);
            gauge(
                    metrics,
                    "job_last_success_timestamp_seconds",
                    "When a run ended well, in seconds since 1970; 0 when none has yet",
                    name,
                    row -> row.lastSuccessAt() == null
                            ? 0.0
                            : row.lastSuccessAt().toEpochMilli() / 1000.0);
            gauge(metrics, "job_overdue_seconds", "How long a job has been due that nobody runs", name, this::overdue);
        });
    }

    private void gauge(
            MeterRegistry metrics, String metric, String text, String job, Function<JobDao.Row, Double> value) {
        Gauge.builder(metric, this, scheduler -> {
                    JobDao.Row row = scheduler.seen.get(job);
                    return row == null ? Double.NaN : value.apply(row);
                })
                .description(text)
                .tag("job", job)
                .register(metrics);
    }

    private double overdue(JobDao.Row row) {
        Instant now = time.now();
        Instant until = row.leaseUntil();
        boolean leased = until != null && until.isAfter(now);
        return leased || row.nextDueAt().isAfter(now)
                ? 0
                : Duration.between(row.nextDueAt(), now).toMillis() / 1000.0;
    }

    /** Commands that serve nobody come and go; they leave this to servers. */
    void start(@Observes StartupEvent event) {
        if (serving) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
        for (Thread thread : running.values()) {
            thread.join(LONGEST_STOP);
        }
    }

    private boolean look() {
        if (!schema.isReady()) {
            return false;
        }
        try {
            introduce();
            seen = database.read(dao::list).stream()
                    .collect(Collectors.toUnmodifiableMap(JobDao.Row::name, row -> row));
        } catch (DatabaseUnavailable e) {
            seen = Map.of();
            throw e;
        }
        Instant now = time.now();
        jobs.known().values().stream()
                .filter(job -> mayBeDue(job, now) && !loop.isStopping())
                .forEach(job -> running.computeIfAbsent(job.name(), name -> begin(job)));
        return false;
    }

    private void introduce() {
        if (!introduced) {
            Instant now = time.now();
            database.transaction(tx -> {
                jobs.known()
                        .values()
                        .forEach(job ->
                                dao.introduce(tx, job.name(), job.schedule().first(now)));
                return true;
            });
            introduced = true;
        }
    }

    /** The statement that takes the lease decides; this spares it where the answer is known. */
    private boolean mayBeDue(Job job, Instant now) {
        JobDao.Row row = seen.get(job.name());
        return row != null
                && (!row.nextDueAt().isAfter(now)
                        || row.nextDueAt().isAfter(job.schedule().after(now)));
    }

    private Thread begin(Job job) {
        return Thread.ofVirtual().name("job-" + job.name()).start(() -> {
            try {
                runner.runIfDue(job);
            } catch (DatabaseUnavailable e) {
                LOG.debugf("job_awaits_database job=%s", job.name());
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "job_not_run job=%s", job.name());
            } finally {
                running.remove(job.name());
            }
        });
    }
}
