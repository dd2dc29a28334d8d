package aisle.platform.personal;

import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells, or forgets, all that the shop knows of a person. */
@Startup // what it counts is shown from the start
@Singleton
public class PersonalRecords {
    private static final String ERASED = "person.erased.v1";

    private final Instance<PersonalData> all;
    private final Database database;
    private final Outbox outbox;
    private final MeterRegistry metrics;

    PersonalRecords(Instance<PersonalData> all, Database database, Outbox outbox, MeterRegistry metrics) {
        this.all = all;
        this.database = database;
        this.outbox = outbox;
        this.metrics = metrics;
        Arrays.stream(Cause.values()).forEach(this::erased);
    }

    /** On whose account somebody is erased. */
    public enum Cause {
        OWN_WISH,
        STAFF,
        /** The shop keeps nobody so long who shows no sign of life. */
        RETENTION
    }

    /** Everything, by section. */
    public Map<String, List<?>> export(Subject subject) {
        return database.read(handle -> {
            Map<String, List<?>> sections = new LinkedHashMap<>();
            all.stream()
                    .sorted(Comparator.comparing(PersonalData::section))
                    .forEach(data -> sections.put(data.section(), data.export(handle, subject)));
            return sections;
        });
    }

    /**
     * Forgets a person everywhere, in the caller's transaction, and tells the outbox. The caller holds the lock of the
     * customer's row, so that no order comes in between, and audits what was done.
     *
     * @throws DomainError when something of the person is still needed
     */
    public void erase(Tx tx, Actor actor, Subject subject, Cause cause) {
        List<PersonalData> ordered = ordered();
        ordered.forEach(data -> data.mustBeErasable(tx, subject));
        ordered.forEach(data -> data.erase(tx, subject));
        publish(tx, actor, subject);
        tx.afterCommit(() -> erased(cause).increment());
    }

    private Counter erased(Cause cause) {
        return Counter.builder("people_erased")
                .description("People of whom everything was erased, by why")
                .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                .register(metrics);
    }

    /** Whether {@link #erase} would refuse nothing now, asked under the same locks; nothing is changed. */
    public boolean isErasable(Tx tx, Subject subject) {
        try {
            ordered().forEach(data -> data.mustBeErasable(tx, subject));
            return true;
        } catch (DomainError stillNeeded) {
            return false;
        }
    }

    private void publish(Tx tx, Actor actor, Subject subject) {
        CustomerId customer = subject.customer();
        UserId user = subject.user();
        Map<String, Object> ids = new HashMap<>();
        ids.put("customer_id", customer == null ? null : customer.toString());
        ids.put("user_id", user == null ? null : user.toString());
        String id = String.valueOf(customer == null ? user : customer);
        outbox.publish(tx, actor, ERASED, customer == null ? "user" : "customer", id, 1, ids);
    }

    /** Says that all that is kept of one customer is another's from now on; see {@link PersonalData#move}. */
    public void move(Tx tx, CustomerId from, CustomerId to) {
        ordered().forEach(data -> data.move(tx, from, to));
    }

    private List<PersonalData> ordered() {
        return all.stream()
                .sorted(Comparator.comparing(PersonalData::rank).thenComparing(PersonalData::section))
                .toList();
    }

    /** Every column that holds sealed values of people. */
    public List<SealedColumn> sealedColumns() {
        List<SealedColumn> columns = new ArrayList<>();
        all.forEach(data -> columns.addAll(data.sealedColumns()));
        return columns.stream()
                .distinct()
                .sorted(Comparator.comparing(SealedColumn::table).thenComparing(SealedColumn::column))
                .toList();
    }
}
