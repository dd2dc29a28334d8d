package aisle.platform.personal;

import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals anew with the present PII_KEY what was sealed with an older one, a few hundred rows per transaction, while servers go
 * on. It can be ended at any time and started again: what is done is recognised by its first bytes.
 */
@Singleton
public class KeyRotation {
    private static final int ROWS_AT_ONCE = 500;

    private final SealedColumnDao dao = new SealedColumnDao();
    private final PersonalRecords records;
    private final Sealing sealing;
    private final Database database;

    KeyRotation(PersonalRecords records, Sealing sealing, Database database) {
        this.records = records;
        this.sealing = sealing;
        this.database = database;
    }

    /**
     * Seals everything anew that needs it.
     *
     * @param progress hears of each column with how many values of it were sealed anew
     * @return how many in all
     * @throws IllegalStateException when a value cannot be opened with any of the keys; everything before it is done
     */
    public long run(BiConsumer<String, Long> progress) {
        long total = 0;
        for (SealedColumn column : records.sealedColumns()) {
            long done = rotate(column);
            progress.accept(column.table() + "." + column.column(), done);
            total += done;
        }
        return total;
    }

    /** How many values still wait. */
    public long outdated() {
        byte[] current = sealing.currentPrefix();
        return database.read(handle -> records.sealedColumns().stream()
                .mapToLong(column -> dao.countOutdated(handle, column, current))
                .sum());
    }

    private long rotate(SealedColumn column) {
        long done = 0;
        UUID after = null;
        do {
            UUID from = after;
            List<SealedColumnDao.Sealed> rows = database.transaction(tx -> {
                List<SealedColumnDao.Sealed> outdated =
                        dao.lockOutdated(tx, column, from, sealing.currentPrefix(), ROWS_AT_ONCE);
                if (!outdated.isEmpty()) {
                    dao.update(tx, column, sealedAnew(column, outdated));
                }
                return outdated;
            });
            done += rows.size();
            after = last(rows);
        } while (after != null);
        return done;
    }

    private Map<UUID, byte[]> sealedAnew(SealedColumn column, List<SealedColumnDao.Sealed> rows) {
        Map<UUID, byte[]> values = new LinkedHashMap<>();
        rows.forEach(row ->
                values.put(row.key(), sealing.seal(column.place(), sealing.open(column.place(), row.value()))));
        return values;
    }

    private static @Nullable UUID last(List<SealedColumnDao.Sealed> rows) {
        return rows.size() < ROWS_AT_ONCE ? null : rows.getLast().key();
    }
}
