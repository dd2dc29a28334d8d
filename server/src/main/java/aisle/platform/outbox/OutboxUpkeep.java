package aisle.platform.outbox;

import aisle.platform.config.AisleConfig;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Forgets events that every subscriber has had, and parks those whose subscriber is gone. */
@Singleton
class OutboxUpkeep implements Job {
    private static final int BATCH = 1_000;

    /** While a new version is rolled out, its new subscribers are unknown to nodes of the old one. */
    private static final Duration ROLL_OUT = Duration.ofHours(1);

    private final OutboxUpkeepDao dao = new OutboxUpkeepDao();
    private final List<String> subscribers;
    private final Duration retention;
    private final Time time;

    OutboxUpkeep(Instance<Subscriber> subscribers, AisleConfig config, Time time) {
        this.subscribers = subscribers.stream().map(Subscriber::name).toList();
        this.retention = config.retention().events();
        this.time = time;
    }

    @Override
    public String name() {
        return "outbox-upkeep";
    }

    @Override
    public String purpose() {
        return "forgets events that all subscribers have had, and parks those whose subscriber is gone";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofMinutes(15));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(
                tx -> dao.parkOrphans(tx, subscribers, time.now(), time.now().minus(ROLL_OUT), BATCH) == BATCH);
        run.whileMore(tx -> dao.removeDelivered(tx, time.now().minus(retention), BATCH) == BATCH);
        run.whileMore(tx -> dao.removeProgress(tx, time.now().minus(retention), BATCH) == BATCH);
    }
}
