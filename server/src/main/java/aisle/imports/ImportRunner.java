package aisle.imports;

import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.jobs.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Works on stored jobs in the background, one at a time on each node. */
@Singleton
class ImportRunner {
    private static final Logger LOG = Logger.getLogger(ImportRunner.class);
    private static final Duration POLL = Duration.ofMillis(300);

    private final ImportEngine engine;
    private final BackgroundLoop loop = new BackgroundLoop("import-runner", POLL, this::workOnNext);

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
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /** Takes one job to its end, or until the server stops; false when none waits. */
    private boolean workOnNext() {
        ImportJob job = engine.claim();
        if (job == null) {
            return false;
        }
        try {
            engine.work(job, progress -> {
                if (loop.isStopping()) {
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
