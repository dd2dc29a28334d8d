package aisle.catalog.imports;

import aisle.platform.db.DatabaseUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Works on stored jobs in the background, one at a time on each node. */
@Singleton
class ImportRunner {
    private static final Logger LOG = Logger.getLogger(ImportRunner.class);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration POLL_WITHOUT_DATABASE = Duration.ofSeconds(1);

    private final ImportEngine engine;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread worker;

    ImportRunner(ImportEngine engine) {
        this.engine = engine;
    }

    /** Thrown between two batches when the server goes down. */
    private static final class Stopping extends RuntimeException {
        Stopping() {
            super(null, null, false, false);
        }
    }

    void start(@Observes StartupEvent event) {
        worker = Thread.ofVirtual().name("import-runner").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (worker != null) {
            worker.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        Duration pause = Duration.ZERO;
        while (!stopped(pause)) {
            try {
                pause = workOnNext() ? Duration.ZERO : POLL;
            } catch (DatabaseUnavailable e) {
                pause = POLL_WITHOUT_DATABASE;
            } catch (RuntimeException e) {
                LOG.error("import_runner_failed", e);
                pause = POLL_WITHOUT_DATABASE;
            }
        }
    }

    private boolean stopped(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Takes one job to its end, or until the server stops; false when none waits. */
    private boolean workOnNext() {
        ImportJob job = engine.claim();
        if (job == null) {
            return false;
        }
        try {
            engine.work(job, progress -> {
                if (stopping.getCount() == 0) {
                    throw new Stopping();
                }
            });
        } catch (Stopping e) {
            engine.release(job);
        } catch (DatabaseUnavailable e) {
            // The job keeps its lease until that runs out; whoever is up then goes on behind the last batch.
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "import_failed import_id=%s", job.id());
            engine.fail(job, "Something went wrong on our side behind the rows that are processed.");
        }
        return true;
    }
}
