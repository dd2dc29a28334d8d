package aisle.retention;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What tax law makes the shop keep of erased customers. */
@Startup // what it counts is shown from the start
@Singleton
public class RestrictedRecords {
    private static final String KEPT = "kept";
    private static final String DISCLOSED = "disclosed";
    private static final String REMOVED = "removed";

    private final RestrictedRecordDao dao;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;
    private final MeterRegistry metrics;
    private final int years;

    RestrictedRecords(
            Sealing sealing,
            Json json,
            Database database,
            Audit audit,
            Time time,
            Ids ids,
            MeterRegistry metrics,
            AisleConfig config) {
        this.dao = new RestrictedRecordDao(sealing, json);
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
        this.metrics = metrics;
        List.of(KEPT, DISCLOSED, REMOVED).forEach(outcome -> count(outcome, 0));
        this.years = config.retention().taxYears();
    }

    /** A record that was opened. */
    record Disclosed(RestrictedRecord record, Invoiced.Buyer buyer) {}

    /**
     * Keeps who bought, of orders whose customer is erased in this transaction, until so many years after the calendar year
     * of each order. An order whose time is over already leaves nothing.
     */
    public void keep(Tx tx, CustomerId customer, List<Invoiced> orders) {
        LocalDate today = time.today(ZoneOffset.UTC);
        List<RestrictedRecordDao.Row> rows = new ArrayList<>();
        for (Invoiced order : orders) {
            LocalDate removeOn = removeOn(order);
            if (removeOn.isAfter(today)) {
                rows.add(new RestrictedRecordDao.Row(ids.next(), order, removeOn));
            }
        }
        if (!rows.isEmpty()) {
            dao.insert(tx, customer, rows, time.now());
            tx.afterCommit(() -> count(KEPT, rows.size()));
        }
    }

    /** With zero years the year itself is over too: then nothing is kept. */
    private LocalDate removeOn(Invoiced order) {
        int year = order.placedAt().atZone(order.zone()).getYear();
        return years == 0 ? LocalDate.MIN : LocalDate.of(year + years + 1, 1, 1);
    }

    /** Of which orders something is kept, the newest first. */
    Page<RestrictedRecord> list(PageRequest page) {
        return database.read(handle -> dao.list(handle, page));
    }

    /**
     * Opens a record, and says so in the audit. Nothing of it is kept for a repeated request: each look is a look of its own.
     *
     * @throws DomainError {@link ErrorCode#RESTRICTED_RECORD_NOT_FOUND} when nothing is kept of this order
     */
    Disclosed disclose(Actor actor, OrderId order, Purpose purpose) {
        return database.transaction(tx -> {
            Disclosed disclosed = dao.open(tx, order);
            if (disclosed == null) {
                throw DomainError.of(
                        ErrorCode.RESTRICTED_RECORD_NOT_FOUND, "No restricted record is kept of this order.");
            }
            audit.record(
                    tx, actor, "restricted_record.disclosed", "order", order.value(), null, Map.of("purpose", purpose));
            tx.afterCommit(() -> count(DISCLOSED, 1));
            return disclosed;
        });
    }

    /** Removes some records whose day has come; answers how many. */
    int removeDue(Tx tx, Actor actor, int atMost) {
        List<OrderId> removed = dao.removeDue(tx, time.today(ZoneOffset.UTC), atMost);
        removed.forEach(
                order -> audit.record(tx, actor, "restricted_record.removed", "order", order.value(), null, Map.of()));
        tx.afterCommit(() -> count(REMOVED, removed.size()));
        return removed.size();
    }

    private void count(String outcome, int records) {
        Counter.builder("restricted_records")
                .description("Names and addresses of erased customers that tax law asks for, by what became of them")
                .tag("outcome", outcome)
                .register(metrics)
                .increment(records);
    }
}
