package aisle.platform.limits;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Time that goes on when a test says so. */
final class MovableClock implements TimeMeter {
    private long nanos;

    void advance(Duration span) {
        nanos += span.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
