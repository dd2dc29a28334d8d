package aisle.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {
    @Test
    void goesOnAfterAnErrorOfTheMachine() throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(2);
        BackgroundLoop loop = new BackgroundLoop("test", Duration.ofMillis(1), () -> {
            calls.countDown();
            if (calls.getCount() == 1) {
                throw new StackOverflowError("as a deeply nested payload causes it");
            }
            return false;
        });
        loop.start();
        try {
            assertTrue(calls.await(30, TimeUnit.SECONDS));
        } finally {
            loop.stop();
        }
    }
}
