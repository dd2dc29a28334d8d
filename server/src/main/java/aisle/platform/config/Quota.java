package aisle.platform.config;

import java.time.Duration;

/**
 * So many times within a span of time. The span begins with a caller's first request and then repeats, so what is left
 * and when there will be more can be told in whole seconds.
 *
 * @param count at least 1
 */
public record Quota(int count, Duration window) {
    public Quota {
        if (count < 1 || !window.isPositive()) {
            throw new IllegalArgumentException("no quota: " + count + " per " + window);
        }
    }
}
