package aisle.inventory;

import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.jobs.BackgroundLoop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the newest nightly proof of the books found, on every node: {@code stock_drift_rows} and
 * {@code stock_verified_timestamp_seconds}; NaN before the first proof and while the database is away. A thread of its own
 * asks, so that no scrape waits for the database.
 */
@Singleton
class VerificationGauges {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final VerificationDao dao = new VerificationDao();
    private final Database database;
    private final BackgroundLoop loop = new BackgroundLoop("stock-verification-gauges", PAUSE, this::measure);
    private volatile VerificationDao.@Nullable Result newest;

    VerificationGauges(Database database, MeterRegistry metrics) {
        this.database = database;
        Gauge.builder("stock_drift_rows", this::drifted)
                .description("Stock rows that differed from their ledger or reservations in the newest nightly proof")
                .register(metrics);
        Gauge.builder("stock_verified_timestamp_seconds", this::finished)
                .description("When the newest nightly proof of the books ended")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    boolean measure() {
        try {
            newest = database.read(dao::result);
        } catch (DatabaseUnavailable e) {
            newest = null;
        }
        return false;
    }

    /** Null shows as NaN. */
    private @Nullable Number drifted() {
        VerificationDao.Result result = newest;
        return result == null ? null : result.drifted();
    }

    private @Nullable Number finished() {
        VerificationDao.Result result = newest;
        return result == null ? null : result.finishedAt().getEpochSecond();
    }
}
