package aisle.platform.jobs;

import aisle.platform.config.AisleConfig;
import aisle.platform.db.Schema;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneOffset;

/** A server that runs for months makes its month partitions itself. Until one is there, its rows go to the default one. */
@Singleton
class MonthPartitions implements Job {
    private final AisleConfig config;
    private final Time time;

    MonthPartitions(AisleConfig config, Time time) {
        this.config = config;
        this.time = time;
    }

    @Override
    public String name() {
        return "month-partitions";
    }

    @Override
    public String purpose() {
        return "makes room for the coming months' audit entries and stock movements";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofHours(24));
    }

    @Override
    public void run(JobRun run) {
        Schema.ensureMonthPartitions(config, time.today(ZoneOffset.UTC));
    }
}
