package aisle.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundPoolTest {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void soManyAreWorkedOnAtOnceAndNeverMore() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        CountDownLatch done = new CountDownLatch(30);
        BackgroundPool pool = new BackgroundPool(
                "test",
                PAUSE,
                3,
                () -> begun.incrementAndGet() > 30
                        ? null
                        : () -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            try {
                                // Passed only when three are here together.
                                three.await(60, TimeUnit.SECONDS);
                            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                                throw new IllegalStateException(e);
                            }
                            now.decrementAndGet();
                            done.countDown();
                        });
        pool.start();
        try {
            await(done);
        } finally {
            pool.stop();
        }
        assertEquals(3, most.get());
    }

    @Test
    void oneThatHangsHoldsUpNoOtherAndOneThatFailsNeither() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(20);
        BackgroundPool pool = new BackgroundPool("test", PAUSE, 2, () -> switch (begun.incrementAndGet()) {
            case 1 ->
                () -> {
                    await(released);
                    ended.countDown();
                };
            case 2 ->
                () -> {
                    throw new IllegalStateException("as a mail that cannot be read causes it");
                };
            default -> done::countDown;
        });
        pool.start();
        try {
            await(done);
            assertEquals(1, ended.getCount());
        } finally {
            released.countDown();
            pool.stop();
        }
        assertEquals(0, ended.getCount(), "the one under way was waited for");
    }

    @Test
    void aFailureToLookLosesNoPlace() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        BackgroundPool pool = new BackgroundPool("test", PAUSE, 1, () -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("no place may be lost by this");
            }
            return done::countDown;
        });
        pool.start();
        try {
            await(done);
        } finally {
            pool.stop();
        }
    }
}
