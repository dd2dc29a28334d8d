package aisle.platform.outbox;

import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.observability.FailureText;
import aisle.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings due events to one subscriber, several in one transaction. Each is handled behind a savepoint, so that one that
 * fails takes none of its neighbours with it. When the transaction itself breaks, the events come one at a time until
 * the one that breaks it is known.
 */
final class Deliverer {
    private static final Logger LOG = Logger.getLogger(Deliverer.class);
    private static final int LARGEST_BATCH = 50;

    /** A batch ends after this time, whatever it has got to: it holds a connection, and locks of the subscriber's. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(1);

    private static final String SAVEPOINT = "delivery";

    private final Subscriber subscriber;
    private final Database database;
    private final OutboxDao dao;
    private final Time time;
    private final Retries retries;
    private final DeliveryMetrics metrics;
    private int batch = LARGEST_BATCH;

    Deliverer(
            Subscriber subscriber, Database database, Json json, Time time, Retries retries, DeliveryMetrics metrics) {
        this.subscriber = subscriber;
        this.database = database;
        this.dao = new OutboxDao(json);
        this.time = time;
        this.retries = retries;
        this.metrics = metrics;
    }

    /** What became of a batch, to be told once it is certain. */
    private static final class Result {
        final List<OutboxDao.Due> delivered = new ArrayList<>();
        final List<Failed> failed = new ArrayList<>();
        int late;
        OutboxDao.@Nullable Due underWay;
    }

    private record Failed(OutboxDao.Due due, Throwable error) {}

    /** Delivers some events that are due; false when there were none. */
    boolean deliverSome() {
        Result[] last = new Result[1];
        try {
            boolean any = database.transaction(tx -> {
                last[0] = new Result();
                return deliver(tx, last[0]);
            });
            told(last[0]);
            batch = Math.min(batch * 2, LARGEST_BATCH);
            return any;
        } catch (RuntimeException | Error e) {
            OutboxDao.Due culprit = last[0] == null ? null : last[0].underWay;
            boolean alone = batch == 1;
            batch = 1;
            if (culprit == null) {
                throw e;
            }
            if (alone) {
                postponeAlone(culprit, e);
            }
            return true;
        }
    }

    private boolean deliver(Tx tx, Result result) {
        Instant now = time.now();
        long deadline = System.nanoTime() + LONGEST_BATCH.toNanos();
        List<OutboxDao.Due> due = dao.lockDue(tx, subscriber.name(), now, batch);
        for (OutboxDao.Due one : due) {
            result.underWay = one;
            deliverOne(tx, one, now, result);
            if (System.nanoTime() > deadline) {
                break;
            }
        }
        if (!result.delivered.isEmpty()) {
            dao.markDelivered(tx, subscriber.name(), result.delivered, now);
        }
        for (Failed failed : result.failed) {
            note(tx, failed);
        }
        return !due.isEmpty();
    }

    private void deliverOne(Tx tx, OutboxDao.Due due, Instant now, Result result) {
        tx.handle().savepoint(SAVEPOINT);
        try {
            if (subscriber.newestOnly() && !dao.advance(tx, subscriber.name(), due.event(), now)) {
                result.late++;
            } else {
                subscriber.handle(tx, due.event());
            }
            tx.handle().releaseSavepoint(SAVEPOINT);
            result.delivered.add(due);
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Fails itself when the connection is gone, and the whole batch with it.
            tx.handle().rollbackToSavepoint(SAVEPOINT);
            result.failed.add(new Failed(due, e));
        }
    }

    /**
     * Lets the others pass, also when the delivery failed for the database's sake: only its own statements may have
     * broken the connection. A database that is away refuses this too, and then nothing is postponed.
     */
    private void postponeAlone(OutboxDao.Due due, Throwable error) {
        Failed failed = new Failed(due, error);
        database.transaction(tx -> {
            note(tx, failed);
            return true;
        });
        tell(failed);
    }

    private void note(Tx tx, Failed failed) {
        Instant now = time.now();
        String reason = FailureText.of(failed.error());
        if (retries.isExhausted(failed.due().attempts() + 1)) {
            dao.park(tx, failed.due().event().id(), subscriber.name(), now, reason);
        } else {
            Instant next = now.plus(retries.pauseAfter(failed.due().attempts() + 1));
            dao.postpone(tx, failed.due().event().id(), subscriber.name(), next, reason);
        }
    }

    private void told(Result result) {
        metrics.count(subscriber.name(), DeliveryMetrics.DELIVERED, result.delivered.size() - result.late);
        metrics.count(subscriber.name(), DeliveryMetrics.LATE, result.late);
        result.failed.forEach(this::tell);
    }

    private void tell(Failed failed) {
        int attempt = failed.due().attempts() + 1;
        metrics.count(
                subscriber.name(), retries.isExhausted(attempt) ? DeliveryMetrics.PARKED : DeliveryMetrics.FAILED, 1);
        LOG.errorf(
                failed.error(),
                "outbox_delivery_failed event_id=%s type=%s subscriber=%s attempt=%d parked=%s",
                failed.due().event().id(),
                failed.due().event().type(),
                subscriber.name(),
                attempt,
                retries.isExhausted(attempt));
    }
}
