package aisle.platform.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job and how it fares.
 *
 * @param nextDueAt when it is due next; in the past while it waits for a node or is retried
 * @param runningOn the node that has the lease, or null
 * @param failures runs in a row that failed
 * @param lastRun the newest run, which may still be running, or null
 */
public record JobState(
        Job job,
        Instant nextDueAt,
        @Nullable String runningOn,
        int failures,
        @Nullable Instant lastSuccessAt,
        @Nullable Run lastRun) {

    /** Why a run began. */
    public enum Trigger {
        SCHEDULE,
        REQUEST
    }

    /** How a run ended. INTERRUPTED: the server went down between two pieces. LOST: its node died or fell silent. */
    public enum Outcome {
        RUNNING,
        SUCCEEDED,
        FAILED,
        INTERRUPTED,
        LOST
    }

    /** @param error what went wrong, without values that may be personal */
    public record Run(
            UUID id,
            Trigger trigger,
            String node,
            Instant startedAt,
            @Nullable Instant finishedAt,
            Outcome outcome,
            @Nullable String error) {}
}
