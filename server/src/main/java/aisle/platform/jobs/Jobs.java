package aisle.platform.jobs;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The recurring work of this version: how it fares, and the wish to run some of it now. */
@Singleton
public class Jobs {
    private final JobDao dao = new JobDao();
    private final Map<String, Job> jobs = new TreeMap<>();
    private final Time time;

    Jobs(Instance<Job> jobs, Time time) {
        for (Job job : jobs) {
            if (this.jobs.put(job.name(), job) != null) {
                throw new IllegalStateException("two jobs are named " + job.name());
            }
        }
        this.time = time;
    }

    /** Jobs, by name. */
    public Page<JobState> list(Handle handle, PageRequest page) {
        Instant now = time.now();
        return dao.list(handle, page, jobs.keySet()).map(row -> state(row, now));
    }

    /** @throws DomainError {@link ErrorCode#JOB_NOT_FOUND} */
    public JobState get(Handle handle, String name) {
        return dao.list(handle, PageRequest.of(1, 0), known(name)).items().stream()
                .findFirst()
                .map(row -> state(row, time.now()))
                .orElseThrow(() -> notFound(name));
    }

    /** The newest runs of a job, newest first. */
    public List<JobState.Run> runs(Handle handle, String name, int limit) {
        return dao.runs(handle, name, limit);
    }

    /**
     * Has a job run as soon as a node finds it, which takes about a second. Asking again before that changes nothing.
     *
     * @throws DomainError {@link ErrorCode#JOB_NOT_FOUND}, {@link ErrorCode#JOB_RUNNING}
     */
    public void request(Tx tx, String name) {
        known(name);
        dao.introduce(tx, name, time.now());
        if (!dao.request(tx, name, time.now())) {
            throw DomainError.of(ErrorCode.JOB_RUNNING, "The job is running now.");
        }
    }

    Map<String, Job> known() {
        return jobs;
    }

    /** A lease that has run out is nobody's, though its row is not yet cleared. */
    private JobState state(JobDao.Row row, Instant now) {
        Job job = Objects.requireNonNull(jobs.get(row.name()));
        Instant until = row.leaseUntil();
        return new JobState(
                job,
                row.nextDueAt(),
                until != null && until.isAfter(now) ? row.leaseOwner() : null,
                row.failures(),
                row.lastSuccessAt(),
                row.lastRun());
    }

    private List<String> known(String name) {
        if (!jobs.containsKey(name)) {
            throw notFound(name);
        }
        return List.of(name);
    }

    private static DomainError notFound(String name) {
        return DomainError.of(ErrorCode.JOB_NOT_FOUND, "There is no job named " + name + ".");
    }
}
