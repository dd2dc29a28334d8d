package aisle.platform.jobs;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.jobs.JobState.Outcome;
import aisle.platform.jobs.JobState.Run;
import aisle.platform.jobs.JobState.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of jobs and their runs. */
final class JobDao {
    /** The right to run a job, until somebody else gets a higher fence. */
    record Claim(String job, long fence, Trigger trigger, int failures) {}

    /** A job's row with its newest run. */
    record Row(
            String name,
            Instant nextDueAt,
            @Nullable String leaseOwner,
            @Nullable Instant leaseUntil,
            int failures,
            @Nullable Instant lastSuccessAt,
            @Nullable Run lastRun) {}

    private static final Keyset BY_NAME = Keyset.of(SortKey.text("j.name"));
    private static final String RUN = "id, trigger, node, started_at, finished_at, outcome, error";

    /** A job that is known already keeps its state; while a run has it locked, nobody waits for that here. */
    void introduce(Tx tx, String name, Instant due) {
        tx.handle().createUpdate("""
                        INSERT INTO job (name, next_due_at)
                        SELECT :name, :due WHERE NOT EXISTS (SELECT FROM job WHERE name = :name)
                        ON CONFLICT (name) DO NOTHING
                        """).bind("name", name).bind("due", due).execute();
    }

    /**
     * Takes the lease of a job that is due, when no run has it. Times further ahead than a right clock could have written
     * them do not count.
     *
     * @param latestDue the latest time that its schedule allows from now on
     * @param latestLease likewise for a lease
     */
    @Nullable
    Claim claim(
            Tx tx, String name, String node, Instant now, Instant leaseUntil, Instant latestDue, Instant latestLease) {
        return tx.handle()
                .createQuery("""
                        WITH due AS (
                            SELECT name, requested FROM job
                            WHERE name = :name AND (next_due_at <= :now OR next_due_at > :latestDue)
                              AND (lease_until IS NULL OR lease_until <= :now OR lease_until > :latestLease)
                            FOR UPDATE SKIP LOCKED)
                        UPDATE job j
                        SET fence = j.fence + 1, lease_owner = :node, lease_until = :leaseUntil, requested = false
                        FROM due WHERE j.name = due.name
                        RETURNING j.name, j.fence, j.failures, due.requested
                        """)
                .bind("name", name)
                .bind("node", node)
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .bind("latestDue", latestDue)
                .bind("latestLease", latestLease)
                .map((row, context) -> new Claim(
                        row.getString("name"),
                        row.getLong("fence"),
                        row.getBoolean("requested") ? Trigger.REQUEST : Trigger.SCHEDULE,
                        row.getInt("failures")))
                .findOne()
                .orElse(null);
    }

    /** Notes a run that begins; earlier ones that never ended are lost. */
    void begin(Tx tx, Claim claim, UUID id, String node, Instant now) {
        tx.handle()
                .createUpdate("""
                        WITH lost AS (
                            UPDATE job_run SET outcome = 'LOST', finished_at = :now
                            WHERE job = :job AND outcome = 'RUNNING')
                        INSERT INTO job_run (id, job, fence, trigger, node, started_at, outcome)
                        VALUES (:id, :job, :fence, :trigger, :node, :now, 'RUNNING')
                        """)
                .bind("id", id)
                .bind("job", claim.job())
                .bind("fence", claim.fence())
                .bind("trigger", claim.trigger())
                .bind("node", node)
                .bind("now", now)
                .execute();
    }

    /** False when another run has the lease now. */
    boolean renew(Tx tx, Claim claim, Instant leaseUntil) {
        return tx.handle()
                        .createUpdate("UPDATE job SET lease_until = :leaseUntil WHERE name = :job AND fence = :fence")
                        .bind("leaseUntil", leaseUntil)
                        .bind("job", claim.job())
                        .bind("fence", claim.fence())
                        .execute()
                == 1;
    }

    /** Ends the current run and gives the lease back; false when it was not the current one any more. */
    boolean end(Tx tx, Claim claim, Outcome outcome, @Nullable String error, Instant now, Instant nextDue) {
        boolean current = tx.handle()
                        .createUpdate("""
                                UPDATE job
                                SET lease_owner = NULL, lease_until = NULL,
                                    next_due_at = CASE WHEN :outcome = 'INTERRUPTED' THEN next_due_at ELSE :nextDue END,
                                    failures = CASE :outcome WHEN 'FAILED' THEN failures + 1 WHEN 'SUCCEEDED' THEN 0 ELSE failures END,
                                    last_success_at = CASE WHEN :outcome = 'SUCCEEDED' THEN :now ELSE last_success_at END
                                WHERE name = :job AND fence = :fence
                                """)
                        .bind("outcome", outcome)
                        .bind("now", now)
                        .bind("nextDue", nextDue)
                        .bind("job", claim.job())
                        .bind("fence", claim.fence())
                        .execute()
                == 1;
        if (current) {
            tx.handle()
                    .createUpdate("""
                            UPDATE job_run SET outcome = :outcome, finished_at = :now, error = :error
                            WHERE job = :job AND fence = :fence
                            """)
                    .bind("outcome", outcome)
                    .bind("now", now)
                    .bind("error", error)
                    .bind("job", claim.job())
                    .bind("fence", claim.fence())
                    .execute();
        }
        return current;
    }

    /** Forgets all but the newest runs of a job. */
    void forgetRuns(Tx tx, Claim claim, int kept) {
        tx.handle()
                .createUpdate("DELETE FROM job_run WHERE job = :job AND fence <= :fence - :kept")
                .bind("job", claim.job())
                .bind("fence", claim.fence())
                .bind("kept", kept)
                .execute();
    }

    /** Makes a job due now; false while a run has it, also one that commits at this moment. */
    boolean request(Tx tx, String name, Instant now) {
        return tx.handle().createUpdate("""
                                WITH idle AS (
                                    SELECT name FROM job
                                    WHERE name = :name AND (lease_until IS NULL OR lease_until <= :now)
                                    FOR UPDATE SKIP LOCKED)
                                UPDATE job j SET requested = true, next_due_at = least(j.next_due_at, :now)
                                FROM idle WHERE j.name = idle.name
                                """).bind("name", name).bind("now", now).execute() == 1;
    }

    List<Row> list(Handle handle) {
        return handle.createQuery("""
                        SELECT j.*, r.id, r.trigger, r.node, r.started_at, r.finished_at, r.outcome, r.error
                        FROM job j LEFT JOIN job_run r ON r.job = j.name AND r.fence = j.fence
                        """).map((row, context) -> row(row)).list();
    }

    /** Those of these names, by name. */
    Page<Row> list(Handle handle, PageRequest page, Collection<String> names) {
        String matching = """
                FROM job j LEFT JOIN job_run r ON r.job = j.name AND r.fence = j.fence
                WHERE j.name = ANY (:names)
                """;
        return new PagedQuery(
                        handle,
                        page,
                        BY_NAME,
                        matching,
                        query -> query.bindArray("names", String.class, List.copyOf(names)))
                .read("""
                        SELECT j.*, r.id, r.trigger, r.node, r.started_at, r.finished_at, r.outcome, r.error, <position>
                        <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, JobDao::row);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("name"),
                Columns.instant(row, "next_due_at"),
                row.getString("lease_owner"),
                Columns.instantOrNull(row, "lease_until"),
                row.getInt("failures"),
                Columns.instantOrNull(row, "last_success_at"),
                row.getString("id") == null ? null : run(row));
    }

    /** The newest runs, newest first. */
    List<Run> runs(Handle handle, String job, int limit) {
        return handle.createQuery("SELECT " + RUN + " FROM job_run WHERE job = :job ORDER BY fence DESC LIMIT :limit")
                .bind("job", job)
                .bind("limit", limit)
                .map((row, context) -> run(row))
                .list();
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                Columns.constant(row, "trigger", Trigger.class),
                row.getString("node"),
                Columns.instant(row, "started_at"),
                Columns.instantOrNull(row, "finished_at"),
                Columns.constant(row, "outcome", Outcome.class),
                row.getString("error"));
    }
}
