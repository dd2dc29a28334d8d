package aisle.platform.jobs;

import aisle.platform.db.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does one piece of work after the other on a thread of its own: at once while there is more, after a pause when there
 * was none. Goes on after every failure; a database that is away is waited for in silence.
 */
public final class BackgroundLoop {
    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final BooleanSupplier work;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * Prepares a loop.
     *
     * @param name of its thread, and in its log lines
     * @param pause before it asks again when there was nothing to do
     * @param work one piece; answers whether there was anything to do
     */
    public BackgroundLoop(String name, Duration pause, BooleanSupplier work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    public void start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Lets the piece under way end, and waits for it a few seconds. */
    public void stop() {
        stopping.countDown();
        if (thread == null) {
            return;
        }
        try {
            thread.join(LONGEST_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the server goes down; long work asks between its parts. */
    public boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        Duration wait = Duration.ZERO;
        while (!stoppedWithin(wait)) {
            try {
                wait = work.getAsBoolean() ? Duration.ZERO : pause;
            } catch (DatabaseUnavailable e) {
                wait = PAUSE_AFTER_FAILURE;
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "background_work_failed name=%s", name);
                wait = PAUSE_AFTER_FAILURE;
            }
        }
    }

    private boolean stoppedWithin(Duration wait) {
        try {
            return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
