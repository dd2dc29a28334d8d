package aisle.catalog.imports;

import aisle.kernel.ImportId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * SQL of import jobs, their files and their errors. Whoever works on a job knows its version; a statement with an older
 * one finds no row, so that a worker that was taken for dead cannot write any more.
 */
final class ImportDao {
    private static final TypeReference<Map<String, List<String>>> MAPPING = new TypeReference<>() {};
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("created_at").descending(), SortKey.uuid("id").descending());
    private static final int LONGEST_VALUE = 200;

    /** What a batch adds to a job's counts. */
    record Counts(long created, long updated, long unchanged, long failed) {
        long processed() {
            return created + updated + unchanged + failed;
        }
    }

    private final Json json;

    ImportDao(Json json) {
        this.json = json;
    }

    void insert(Tx tx, ImportJob job, @Nullable Instant leaseUntil) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO import_job (id, kind, status, file_name, mapping, currency, store_id, dry_run, created_by,
                                                lease_until, version, created_at, started_at)
                        VALUES (:id, 'PRODUCTS', :status, :fileName, :mapping::jsonb, :currency, :storeId, :dryRun, :createdBy,
                                :leaseUntil, :version, :createdAt, :startedAt)
                        """)
                .bind("id", job.id())
                .bind("status", job.status())
                .bind("fileName", job.fileName())
                .bind("mapping", json.write(job.mapping()))
                .bind("currency", job.currency())
                .bind("storeId", job.storeId())
                .bind("dryRun", job.dryRun())
                .bind("createdBy", job.createdBy())
                .bind("leaseUntil", leaseUntil)
                .bind("version", job.version())
                .bind("createdAt", job.createdAt())
                .bind("startedAt", job.startedAt())
                .execute();
    }

    void insertChunk(Tx tx, ImportId job, int seq, byte[] data) {
        tx.handle()
                .createUpdate("INSERT INTO import_chunk (job_id, seq, data) VALUES (:job, :seq, :data)")
                .bind("job", job)
                .bind("seq", seq)
                .bind("data", data)
                .execute();
    }

    /** A piece of the file; null behind the last, and when the job has ended. */
    byte @Nullable [] chunk(Handle handle, ImportId job, int seq) {
        return handle.createQuery("SELECT data FROM import_chunk WHERE job_id = :job AND seq = :seq")
                .bind("job", job)
                .bind("seq", seq)
                .map((row, context) -> row.getBytes("data"))
                .findOne()
                .orElse(null);
    }

    /** Takes the oldest job that waits, or whose worker's lease has run out, unless another node is taking it just now. */
    @Nullable
    ImportJob claim(Tx tx, Instant now, Instant leaseUntil) {
        return tx.handle()
                .createQuery("""
                        UPDATE import_job
                        SET status = 'RUNNING', version = version + 1, lease_until = :leaseUntil,
                            started_at = coalesce(started_at, :now)
                        WHERE id = (SELECT id FROM import_job
                                    WHERE kind = 'PRODUCTS'
                                      AND (status = 'QUEUED' OR status = 'RUNNING' AND lease_until <= :now)
                                    ORDER BY created_at, id
                                    LIMIT 1
                                    FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .map((row, context) -> job(row))
                .findOne()
                .orElse(null);
    }

    /** Keeps a job; false when it is no longer the worker's. With {@code totalRows} also says how long the file is. */
    boolean renew(Tx tx, ImportJob job, @Nullable Long totalRows, Instant leaseUntil) {
        return tx.handle()
                        .createUpdate("""
                        UPDATE import_job SET lease_until = :leaseUntil, total_rows = coalesce(:totalRows, total_rows)
                        WHERE id = :id AND version = :version AND status = 'RUNNING'
                        """)
                        .bind("leaseUntil", leaseUntil)
                        .bind("totalRows", totalRows)
                        .bind("id", job.id())
                        .bind("version", job.version())
                        .execute()
                == 1;
    }

    /** Adds a batch to a job and keeps it; null when it is no longer the worker's. */
    @Nullable
    ImportJob advance(Tx tx, ImportJob job, Counts counts, Instant leaseUntil) {
        return tx.handle()
                .createQuery("""
                        UPDATE import_job
                        SET processed = processed + :processed, created = created + :created, updated = updated + :updated,
                            unchanged = unchanged + :unchanged, failed = failed + :failed, lease_until = :leaseUntil
                        WHERE id = :id AND version = :version AND status = 'RUNNING'
                        RETURNING *
                        """)
                .bind("processed", counts.processed())
                .bind("created", counts.created())
                .bind("updated", counts.updated())
                .bind("unchanged", counts.unchanged())
                .bind("failed", counts.failed())
                .bind("leaseUntil", leaseUntil)
                .bind("id", job.id())
                .bind("version", job.version())
                .map((row, context) -> job(row))
                .findOne()
                .orElse(null);
    }

    /** Ends the worker's job and drops its file; null when it is no longer the worker's. */
    @Nullable
    ImportJob end(Tx tx, ImportJob job, ImportStatus status, @Nullable String failure, Instant now) {
        return tx.handle()
                .createQuery("""
                        WITH file AS (DELETE FROM import_chunk WHERE job_id = :id)
                        UPDATE import_job SET status = :status, failure = :failure, finished_at = :now, lease_until = NULL
                        WHERE id = :id AND version = :version AND status = 'RUNNING'
                        RETURNING *
                        """)
                .bind("status", status)
                .bind("failure", failure)
                .bind("now", now)
                .bind("id", job.id())
                .bind("version", job.version())
                .map((row, context) -> job(row))
                .findOne()
                .orElse(null);
    }

    /** Ends an open job and drops its file, whoever works on it; null when it is not open. */
    @Nullable
    ImportJob cancel(Tx tx, ImportId id, Instant now) {
        return tx.handle()
                .createQuery("""
                        WITH ended AS (
                            UPDATE import_job SET status = 'CANCELED', finished_at = :now, lease_until = NULL
                            WHERE id = :id AND status IN ('QUEUED', 'RUNNING')
                            RETURNING *),
                        file AS (DELETE FROM import_chunk USING ended WHERE job_id = ended.id)
                        SELECT * FROM ended
                        """)
                .bind("id", id)
                .bind("now", now)
                .map((row, context) -> job(row))
                .findOne()
                .orElse(null);
    }

    /** Stores errors until the job has {@code most} of them. */
    void insertErrors(Tx tx, ImportId job, List<RowError> errors, int most) {
        if (errors.isEmpty()) {
            return;
        }
        tx.handle()
                .createUpdate("""
                        INSERT INTO import_error (job_id, row_number, column_name, reason, value)
                        SELECT :job, e.*
                        FROM unnest(:rows::bigint[], :columns::text[], :reasons::text[], :values::text[]) AS e
                        LIMIT greatest(0, :most - (SELECT count(*) FROM import_error WHERE job_id = :job))
                        ON CONFLICT DO NOTHING
                        """)
                .bind("job", job)
                .bindArray(
                        "rows", Long.class, errors.stream().map(RowError::row).toList())
                .bindArray(
                        "columns",
                        String.class,
                        errors.stream().map(RowError::column).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        errors.stream().map(RowError::reason).toList())
                .bindArray(
                        "values",
                        String.class,
                        errors.stream().map(ImportDao::storable).toList())
                .bind("most", most)
                .execute();
    }

    /** Shortened, and without the one character that PostgreSQL cannot store. */
    private static @Nullable String storable(RowError error) {
        String value = error.value();
        if (value == null) {
            return null;
        }
        String plain = value.replace("\0", "\uFFFD");
        return plain.codePointCount(0, plain.length()) <= LONGEST_VALUE
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }

    @Nullable
    ImportJob find(Handle handle, ImportId id) {
        return handle.createQuery("SELECT * FROM import_job WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> job(row))
                .findOne()
                .orElse(null);
    }

    Page<ImportJob> list(Handle handle, PageRequest page) {
        return new PagedQuery(handle, page, NEWEST_FIRST, "FROM import_job WHERE true", query -> {})
                .read("""
                SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, this::job);
    }

    /** The first errors of each of these jobs, by row. */
    Map<ImportId, List<RowError>> errors(Handle handle, List<ImportId> jobs, int most) {
        Map<ImportId, List<RowError>> errors = new HashMap<>();
        handle.createQuery("""
                        SELECT e.*
                        FROM unnest(:jobs::uuid[]) AS job (id)
                        CROSS JOIN LATERAL (SELECT * FROM import_error WHERE job_id = job.id
                                            ORDER BY row_number, column_name LIMIT :most) AS e
                        ORDER BY e.job_id, e.row_number, e.column_name
                        """)
                .bindArray(
                        "jobs", UUID.class, jobs.stream().map(ImportId::value).toList())
                .bind("most", most)
                .map((row, context) -> Map.entry(
                        Columns.id(row, "job_id", ImportId::new),
                        new RowError(
                                row.getLong("row_number"),
                                row.getString("column_name"),
                                row.getString("reason"),
                                row.getString("value"))))
                .forEach(entry -> errors.computeIfAbsent(entry.getKey(), job -> new java.util.ArrayList<>())
                        .add(entry.getValue()));
        return errors;
    }

    private ImportJob job(ResultSet row) throws SQLException {
        return new ImportJob(
                Columns.id(row, "id", ImportId::new),
                Columns.constant(row, "status", ImportStatus.class),
                row.getString("file_name"),
                json.read(row.getString("mapping"), MAPPING),
                Columns.currency(row, "currency"),
                Columns.idOrNull(row, "store_id", StoreId::new),
                row.getBoolean("dry_run"),
                row.getObject("total_rows", Long.class),
                row.getLong("processed"),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("failed"),
                row.getString("failure"),
                Columns.idOrNull(row, "created_by", UserId::new),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "finished_at"));
    }
}
