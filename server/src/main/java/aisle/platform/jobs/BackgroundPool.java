package aisle.platform.jobs;

import aisle.platform.db.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does several pieces of work at once, each on a thread of its own and never more than so many: for work that waits for
 * others, such as a mail server. A piece is looked for only when there is a place for it; while there is none to do, one
 * thread looks from time to time.
 */
public final class BackgroundPool {
    private static final Logger LOG = Logger.getLogger(BackgroundPool.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final String name;
    private final int most;
    private final Supplier<@Nullable Runnable> next;
    private final Semaphore places;
    private final BackgroundLoop loop;

    /**
     * Prepares a pool.
     *
     * @param name of its threads, and in its log lines
     * @param pause before it looks again when there was nothing to do
     * @param most how many pieces are worked on at once
     * @param next takes the next piece; null when there is none
     */
    public BackgroundPool(String name, Duration pause, int most, Supplier<@Nullable Runnable> next) {
        this.name = name;
        this.most = most;
        this.next = next;
        this.places = new Semaphore(most);
        this.loop = new BackgroundLoop(name, pause, this::beginNext);
    }

    public void start() {
        loop.start();
    }

    /** Begins nothing more, and waits a few seconds for what is under way. */
    public void stop() {
        loop.stop();
        takePlaces(most, LONGEST_STOP);
    }

    /** False when there was nothing to do. */
    private boolean beginNext() {
        if (!takePlaces(1, LONGEST_WAIT)) {
            return true;
        }
        boolean begun = false;
        try {
            Runnable piece = next.get();
            if (piece != null) {
                Thread.ofVirtual().name(name).start(() -> work(piece));
                begun = true;
            }
        } finally {
            if (!begun) {
                places.release();
            }
        }
        return begun;
    }

    private void work(Runnable piece) {
        try {
            piece.run();
        } catch (DatabaseUnavailable e) {
            LOG.debugf("background_work_awaits_database name=%s", name);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "background_work_failed name=%s", name);
        } finally {
            places.release();
        }
    }

    private boolean takePlaces(int number, Duration wait) {
        try {
            return places.tryAcquire(number, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
