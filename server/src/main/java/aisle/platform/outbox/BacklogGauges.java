package aisle.platform.outbox;

import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.jobs.BackgroundLoop;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How far each subscriber lags behind: {@code outbox_pending}, {@code outbox_parked} and {@code outbox_oldest_age_seconds}.
 * A thread of its own asks the database every few seconds, so that no scrape waits for it or fails with it; while it is
 * away all are NaN.
 */
@Singleton
class BacklogGauges {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final OutboxDao.Backlog NOTHING = new OutboxDao.Backlog(0, 0, null);

    private final Database database;
    private final OutboxDao dao;
    private final Time time;
    private final List<String> subscribers;
    private final MultiGauge pending;
    private final MultiGauge parked;
    private final MultiGauge oldestAge;
    private final BackgroundLoop loop = new BackgroundLoop("outbox-gauges", PAUSE, this::measure);

    BacklogGauges(Database database, Json json, Time time, MeterRegistry metrics, Instance<Subscriber> subscribers) {
        this.database = database;
        this.dao = new OutboxDao(json);
        this.time = time;
        this.subscribers = subscribers.stream().map(Subscriber::name).toList();
        this.pending = MultiGauge.builder("outbox_pending")
                .description("Deliveries of events that a subscriber has not had yet")
                .register(metrics);
        this.parked = MultiGauge.builder("outbox_parked")
                .description("Deliveries that failed too often and wait for an administrator")
                .register(metrics);
        this.oldestAge = MultiGauge.builder("outbox_oldest_age_seconds")
                .description("Age of the oldest event that a subscriber has not had yet and that is not parked")
                .register(metrics);
        unknown();
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    private boolean measure() {
        Map<String, OutboxDao.Backlog> backlogs = idle();
        try {
            backlogs.putAll(database.read(dao::backlogs));
        } catch (DatabaseUnavailable e) {
            unknown();
            return false;
        }
        show(pending, backlogs, OutboxDao.Backlog::pending);
        show(parked, backlogs, OutboxDao.Backlog::parked);
        show(oldestAge, backlogs, this::age);
        return false;
    }

    private void unknown() {
        show(pending, idle(), backlog -> Double.NaN);
        show(parked, idle(), backlog -> Double.NaN);
        show(oldestAge, idle(), backlog -> Double.NaN);
    }

    private Map<String, OutboxDao.Backlog> idle() {
        Map<String, OutboxDao.Backlog> backlogs = new HashMap<>();
        subscribers.forEach(subscriber -> backlogs.put(subscriber, NOTHING));
        return backlogs;
    }

    private double age(OutboxDao.Backlog backlog) {
        return backlog.oldest() == null
                ? 0
                : Duration.between(backlog.oldest(), time.now()).toMillis() / 1000.0;
    }

    private static void show(
            MultiGauge gauge, Map<String, OutboxDao.Backlog> backlogs, ToDoubleFunction<OutboxDao.Backlog> value) {
        gauge.register(
                backlogs.entrySet().stream()
                        .<MultiGauge.Row<?>>map(backlog -> MultiGauge.Row.of(
                                Tags.of("subscriber", backlog.getKey()), value.applyAsDouble(backlog.getValue())))
                        .toList(),
                true);
    }
}
