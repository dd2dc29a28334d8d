package aisle.platform.web.connections;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * How long clients may take.
 *
 * @param idle from the start of a connection or the end of its last answer until the next request's headers are complete
 * @param body for a request's body, plus a second for each {@code bytesPerSecond} that have come
 */
record ConnectionLimits(Duration idle, Duration body, long bytesPerSecond) {
    private static final long BYTES_PER_SECOND = 16 * 1024;

    static ConnectionLimits of(Config config) {
        return new ConnectionLimits(
                config.getValue("aisle.http.idle-timeout", Duration.class),
                config.getValue("aisle.http.body-timeout", Duration.class),
                BYTES_PER_SECOND);
    }

    long bodyNanos(long received) {
        return body.plusMillis(received * 1000 / bytesPerSecond).toNanos();
    }
}
