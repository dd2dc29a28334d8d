package aisle.customers;

import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Erases customers who have shown no sign of life for as many months as CUSTOMER_RETENTION_MONTHS says; with 0 nobody. */
@Singleton
class IdleCustomers implements Job {
    private static final LocalTime AT_NIGHT = LocalTime.of(3, 30);

    /** In one transaction, with all of their rows locked. */
    private static final int ERASED_AT_ONCE = 20;

    private final Erasure erasure;
    private final Database database;
    private final Time time;
    private final AisleConfig config;

    IdleCustomers(Erasure erasure, Database database, Time time, AisleConfig config) {
        this.erasure = erasure;
        this.database = database;
        this.time = time;
        this.config = config;
    }

    @Override
    public String name() {
        return "idle-customers";
    }

    @Override
    public String purpose() {
        return "erases customers who have shown no sign of life for CUSTOMER_RETENTION_MONTHS, if that is set";
    }

    @Override
    public Schedule schedule() {
        return Schedule.daily(AT_NIGHT, config.chain().timezone());
    }

    @Override
    public void run(JobRun run) {
        int months = config.retention().customerMonths();
        if (months > 0) {
            eraseIdleSince(
                    run, time.now().atOffset(ZoneOffset.UTC).minusMonths(months).toInstant());
        }
    }

    void eraseIdleSince(JobRun run, Instant before) {
        CustomerId after = null;
        do {
            @Nullable CustomerId from = after;
            ErasureDao.Idle found = database.read(handle -> erasure.findIdle(handle, before, from));
            erase(run, new ArrayDeque<>(found.customers()), before);
            after = found.next();
        } while (after != null);
    }

    private void erase(JobRun run, Deque<CustomerId> idle, Instant before) {
        Actor actor = Actor.system("job:" + name());
        run.whileMore(tx -> {
            idle.stream().limit(ERASED_AT_ONCE).forEach(id -> erasure.eraseIfIdle(tx, actor, id, before));
            // Only then, since a transaction that got into another's way is run again.
            tx.afterCommit(() -> {
                for (int i = 0; i < ERASED_AT_ONCE; i++) {
                    idle.poll();
                }
            });
            return idle.size() > ERASED_AT_ONCE;
        });
    }
}
