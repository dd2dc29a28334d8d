package aisle.platform.limits;

import java.time.Duration;

/**
 * What became of one request under one quota.
 *
 * @param allowed whether it may go on
 * @param remaining how many more may come before {@code untilReset} is over
 * @param untilReset when the full quota is there again
 */
public record Allowance(boolean allowed, long remaining, Duration untilReset) {
    /** Whole seconds until the full quota is there again, rounded up, so that nobody comes back too early. */
    public long secondsUntilReset() {
        return Math.max(1, untilReset.plusNanos(999_999_999).toSeconds());
    }
}
