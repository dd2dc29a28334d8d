package aisle.platform.personal;

import aisle.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL of sealed columns, whichever they are. Their names come from code, never from outside. */
final class SealedColumnDao {
    /** A sealed value and its row. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Sealed(UUID key, byte[] value) {}

    /**
     * The next values behind a key that do not begin with {@code current}, their rows locked. A row that somebody else holds
     * is waited for: it may be changed by a server that seals with the old key still.
     */
    List<Sealed> lockOutdated(Tx tx, SealedColumn column, @Nullable UUID after, byte[] current, int limit) {
        return tx.handle()
                .createQuery("""
                        SELECT <key> AS key, <column> AS value FROM <table>
                        WHERE <column> IS NOT NULL AND substring(<column> FROM 1 FOR length(CAST(:current AS bytea))) <> :current
                          AND (CAST(:after AS uuid) IS NULL OR <key> > :after)
                        ORDER BY <key>
                        LIMIT :limit
                        FOR NO KEY UPDATE
                        """)
                .define("table", column.table())
                .define("key", column.key())
                .define("column", column.column())
                .bind("current", current)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Sealed(row.getObject("key", UUID.class), row.getBytes("value")))
                .list();
    }

    void update(Tx tx, SealedColumn column, Map<UUID, byte[]> values) {
        try (PreparedBatch batch = tx.handle()
                .prepareBatch("UPDATE <table> SET <column> = :value WHERE <key> = :key")
                .define("table", column.table())
                .define("key", column.key())
                .define("column", column.column())) {
            values.forEach(
                    (key, value) -> batch.bind("key", key).bind("value", value).add());
            batch.execute();
        }
    }

    long countOutdated(Handle handle, SealedColumn column, byte[] current) {
        return handle.createQuery("""
                        SELECT count(*) FROM <table>
                        WHERE <column> IS NOT NULL AND substring(<column> FROM 1 FOR length(CAST(:current AS bytea))) <> :current
                        """)
                .define("table", column.table())
                .define("column", column.column())
                .bind("current", current)
                .mapTo(Long.class)
                .one();
    }

    /** Every column of type bytea whose name says that it is sealed; for the test that none is forgotten. */
    List<String> sealedColumnsOfSchema(Handle handle) {
        return new ArrayList<>(handle.createQuery("""
                        SELECT table_name || '.' || column_name FROM information_schema.columns
                        WHERE table_schema = current_schema() AND data_type = 'bytea' AND column_name LIKE '%\\_enc'
                        ORDER BY 1
                        """).mapTo(String.class).list());
    }

    /** Keeps the first value of a purpose, and answers the one that is kept. */
    byte[] keepOrFind(Handle handle, String purpose, byte[] value) {
        return handle.createQuery("""
                        WITH kept AS (
                            INSERT INTO key_check (purpose, value) VALUES (:purpose, :value)
                            ON CONFLICT (purpose) DO NOTHING
                            RETURNING value)
                        SELECT value FROM kept UNION ALL SELECT value FROM key_check WHERE purpose = :purpose
                        """)
                .bind("purpose", purpose)
                .bind("value", value)
                .mapTo(byte[].class)
                .first();
    }
}
