package aisle.payments;

import aisle.payments.PaymentBacklogDao.Backlog;
import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.jobs.BackgroundLoop;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Money of which nobody knows where it is: {@code payment_issues_open} and {@code payment_unknown_seconds}; NaN while the
 * database is away. A thread of its own asks, so that no scrape waits for the database.
 */
@Singleton
class PaymentGauges {
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final PaymentBacklogDao dao = new PaymentBacklogDao();
    private final Database database;
    private final Time time;
    private final BackgroundLoop loop = new BackgroundLoop("payment-gauges", PAUSE, this::measure);
    private volatile @Nullable Backlog newest;

    PaymentGauges(Database database, Time time, MeterRegistry metrics) {
        this.database = database;
        this.time = time;
        Gauge.builder("payment_issues_open", this::openIssues)
                .description("Payments that somebody of the staff should look at")
                .register(metrics);
        Gauge.builder("payment_unknown_seconds", this::unknownFor)
                .description("For how long nobody has known what became of the oldest operation at a provider")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private boolean measure() {
        try {
            newest = database.read(dao::backlog);
        } catch (DatabaseUnavailable e) {
            newest = null;
        }
        return false;
    }

    /** Null shows as NaN. */
    private @Nullable Number openIssues() {
        Backlog backlog = newest;
        return backlog == null ? null : backlog.openIssues();
    }

    private @Nullable Number unknownFor() {
        Backlog backlog = newest;
        if (backlog == null) {
            return null;
        }
        return backlog.oldest() == null
                ? 0
                : Duration.between(backlog.oldest(), time.now()).toSeconds();
    }
}
