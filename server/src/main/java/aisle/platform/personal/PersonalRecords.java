package aisle.platform.personal;

import aisle.kernel.DomainError;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells, or forgets, all that the shop knows of a person. */
@Singleton
public class PersonalRecords {
    private final Instance<PersonalData> all;
    private final Database database;

    PersonalRecords(Instance<PersonalData> all, Database database) {
        this.all = all;
        this.database = database;
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
     * Forgets a person everywhere, in the caller's transaction. The caller holds the lock of the customer's row, so that no
     * order comes in between, and audits what was done.
     *
     * @throws DomainError when something of the person is still needed
     */
    public void erase(Tx tx, Subject subject) {
        List<PersonalData> ordered = all.stream()
                .sorted(Comparator.comparing(PersonalData::rank).thenComparing(PersonalData::section))
                .toList();
        ordered.forEach(data -> data.mustBeErasable(tx, subject));
        ordered.forEach(data -> data.erase(tx, subject));
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
