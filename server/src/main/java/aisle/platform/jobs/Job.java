package aisle.platform.jobs;

import java.time.Duration;

/**
 * Work that recurs, on one node at a time. A feature declares one as a bean; {@code GET /api/v1/admin/jobs} then shows it
 * and how it fares. Runs that were missed while no server was up are caught up by one run.
 */
public interface Job {
    /** Its stable name in lower case with hyphens; state and history are kept under it. */
    String name();

    /** What it does, in half a sentence for an administrator. */
    String purpose();

    Schedule schedule();

    /**
     * How long a run may go without committing a piece before another node takes it for dead and begins anew. The old run
     * can commit nothing from then on.
     */
    default Duration longestPiece() {
        return Duration.ofMinutes(2);
    }

    /**
     * Does the work that is due, in pieces: {@link JobRun#transaction} and {@link JobRun#whileMore}. It must bear being
     * ended between two pieces and begun anew. When it throws, it is tried again after a pause that grows.
     */
    void run(JobRun run);
}
