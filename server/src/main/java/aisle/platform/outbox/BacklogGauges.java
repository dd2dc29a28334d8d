package aisle.platform.outbox;

import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far the subscribers lag behind: {@code outbox_pending} and {@code outbox_oldest_age_seconds}. A thread of its own
 * asks the database every few seconds, so that no scrape waits for it or fails with it; while it is away both are NaN.
 */
@Singleton
class BacklogGauges {
    private static final Logger LOG = Logger.getLogger(BacklogGauges.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Database database;
    private final OutboxDao dao;
    private final Time time;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile OutboxDao.@Nullable Backlog latest;

    BacklogGauges(Database database, Json json, Time time, MeterRegistry metrics) {
        this.database = database;
        this.dao = new OutboxDao(json);
        this.time = time;
        Gauge.builder("outbox_pending", this, BacklogGauges::pending)
                .description("Deliveries of events that a subscriber has not had yet")
                .register(metrics);
        TimeGauge.builder("outbox_oldest_age", this, TimeUnit.SECONDS, BacklogGauges::oldestAge)
                .description("Age of the oldest event that a subscriber has not had yet")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("outbox-gauges").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private void run() {
        try {
            do {
                latest = read();
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OutboxDao.@Nullable Backlog read() {
        try {
            return database.read(dao::backlog);
        } catch (DatabaseUnavailable e) {
            return null;
        } catch (RuntimeException e) {
            LOG.warn("The outbox cannot be measured.", e);
            return null;
        }
    }

    private double pending() {
        OutboxDao.Backlog backlog = latest;
        return backlog == null ? Double.NaN : backlog.undelivered();
    }

    private double oldestAge() {
        OutboxDao.Backlog backlog = latest;
        if (backlog == null) {
            return Double.NaN;
        }
        Instant oldest = backlog.oldest();
        return oldest == null ? 0 : Duration.between(oldest, time.now()).toSeconds();
    }
}
