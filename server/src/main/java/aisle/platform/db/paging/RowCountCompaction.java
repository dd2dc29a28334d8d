package aisle.platform.db.paging;

import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps the numbers of rows quick to read while many are written. */
@Singleton
class RowCountCompaction implements Job {
    private static final int WORTH_IT = 100;

    @Override
    public String name() {
        return "row-count-compaction";
    }

    @Override
    public String purpose() {
        return "adds up the counts of rows that writers left behind";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofSeconds(15));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> {
            RowCounts.compact(tx.handle(), WORTH_IT);
            return false;
        });
    }
}
