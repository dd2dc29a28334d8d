package aisle.platform.outbox;

import aisle.platform.config.AisleConfig;
import aisle.platform.time.Secrets;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * When a delivery that failed is tried again: after about 1, 3, 9, 27 … seconds, at most half a day apart, each pause up
 * to a fifth longer or shorter, so that what failed together does not come back together. Twelve attempts take most of
 * a day.
 */
@Singleton
class Retries {
    private static final int MOST_TRIPLINGS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(12);
    private static final int JITTER_PERCENT = 20;

    private final int maxAttempts;
    private final Secrets random;

    Retries(AisleConfig config, Secrets random) {
        this.maxAttempts = config.outbox().maxAttempts();
        this.random = random;
    }

    /** Whether a delivery that has failed so often waits for a person now. */
    boolean isExhausted(int attempts) {
        return attempts >= maxAttempts;
    }

    Duration pauseAfter(int attempts) {
        Duration pause = Duration.ofSeconds(1);
        for (int i = 1; i < Math.min(attempts, MOST_TRIPLINGS + 1); i++) {
            pause = pause.multipliedBy(3);
        }
        Duration longest = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        int percent = 100 - JITTER_PERCENT + random.below(2 * JITTER_PERCENT + 1);
        return longest.multipliedBy(percent).dividedBy(100);
    }
}
