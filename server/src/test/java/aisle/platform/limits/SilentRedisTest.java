package aisle.platform.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.platform.config.Quota;
import aisle.platform.time.Time;
import aisle.testing.Crowd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A Redis that takes connections and says nothing, as behind a network that has lost it. */
class SilentRedisTest {
    private static final Quota QUOTA = new Quota(5, Duration.ofMinutes(1));
    private static final int PEOPLE = 16;

    @Test
    void aCrowdWaitsForItOnceAndNotOneAfterTheOther() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket silent = new ServerSocket(0, PEOPLE, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> count(silent, connections));
            String url = "redis://127.0.0.1:" + silent.getLocalPort();
            try (RedisQuotas quotas = new RedisQuotas(url, new Time(), Duration.ofSeconds(5))) {
                List<Boolean> refused = Crowd.atOnce(PEOPLE, i -> () -> isRefused(quotas));

                assertEquals(Collections.nCopies(PEOPLE, true), refused);
            }
        }
        assertEquals(1, connections.get());
    }

    /** The connections stay open until the socket that they came by is forgotten, with the test. */
    private static void count(ServerSocket silent, AtomicInteger connections) {
        try {
            while (true) {
                silent.accept();
                connections.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static boolean isRefused(RedisQuotas quotas) {
        try {
            quotas.take("key", QUOTA);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
