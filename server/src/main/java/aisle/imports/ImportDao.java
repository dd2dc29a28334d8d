package aisle.imports;

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
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * SQL of import jobs. Whoever works on a job knows its version; a statement with an older
 * one finds no row, so that a worker that was taken for dead cannot write any more.
 */
final class ImportDao {
    private static final TypeReference<Map<String, List<String>>> MAPPING = new TypeReference<>() {};
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("created_at").descending(), SortKey.uuid("id").descending());

    /** What a batch adds to a job's counts. */
    record Counts(long created, long updated, long unchanged, long failed, long errors) {
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
                        INSERT INTO import_job (id, kind, status, file_name, format, mapping, currency, store_id, dry_run,
                                                allowed_stores, created_by, lease_until, version, created_at, started_at)
                        VALUES (:id, :kind, :status, :fileName, :format, :mapping::jsonb, :currency, :storeId, :dryRun,
                                CAST(:allowedStores AS uuid[]), :createdBy, :leaseUntil, :version, :createdAt, :startedAt)
                        """)
                .bind("id", job.id())
                .bind("kind", job.kind())
                .bind("status", job.status())
                .bind("fileName", job.fileName())
                .bind("format", job.format())
                .bind("mapping", json.write(job.mapping()))
                .bind("allowedStores", literal(job.allowedStores()))
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

    /** A PostgreSQL array, or null. */
    private static @Nullable String literal(@Nullable Set<StoreId> stores) {
        return stores == null
                ? null
                : stores.stream().map(StoreId::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable Set<StoreId> stores(ResultSet row) throws SQLException {
        Array array = row.getArray("allowed_stores");
        return array == null
                ? null
                : Stream.of((UUID[]) array.getArray()).map(StoreId::new).collect(Collectors.toSet());
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
                                    WHERE status = 'QUEUED' OR status = 'RUNNING' AND lease_until <= :now
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

    /**
     * Adds a batch to a job and keeps it; null when it is no longer the worker's.
     *
     * @param part of the file, from 0 on, that has {@code behind} rows behind it now
     */
    @Nullable
    ImportJob advance(Tx tx, ImportJob job, int part, long behind, Counts counts, Instant leaseUntil) {
        return tx.handle()
                .createQuery("""
                        UPDATE import_job
                        SET processed = processed + :processed, created = created + :created, updated = updated + :updated,
                            unchanged = unchanged + :unchanged, failed = failed + :failed,
                            error_count = error_count + :errors, part_rows[CAST(:part AS int)] = :behind,
                            lease_until = :leaseUntil
                        WHERE id = :id AND version = :version AND status = 'RUNNING'
                        RETURNING *
                        """)
                .bind("processed", counts.processed())
                .bind("created", counts.created())
                .bind("updated", counts.updated())
                .bind("unchanged", counts.unchanged())
                .bind("failed", counts.failed())
                .bind("errors", counts.errors())
                .bind("part", part + 1)
                .bind("behind", behind)
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

    @Nullable
    ImportJob find(Handle handle, ImportId id) {
        return handle.createQuery("SELECT * FROM import_job WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> job(row))
                .findOne()
                .orElse(null);
    }

    /** @param stores whose jobs are wanted, besides those of no store; null for all */
    Page<ImportJob> list(
            Handle handle,
            @Nullable ImportKind kind,
            @Nullable ImportStatus status,
            @Nullable Set<StoreId> stores,
            PageRequest page) {
        List<String> where = new ArrayList<>(List.of("true"));
        Map<String, Object> bindings = new HashMap<>();
        if (kind != null) {
            where.add("kind = :kind");
            bindings.put("kind", kind.name());
        }
        if (status != null) {
            where.add("status = :status");
            bindings.put("status", status.name());
        }
        if (stores != null) {
            where.add("(store_id IS NULL OR store_id = ANY (:stores))");
            bindings.put("stores", stores.stream().map(StoreId::value).toArray(UUID[]::new));
        }
        String matching = "FROM import_job WHERE " + String.join(" AND ", where);
        return new PagedQuery(handle, page, NEWEST_FIRST, matching, query -> query.bindMap(bindings))
                .read("""
                SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, this::job);
    }

    private ImportJob job(ResultSet row) throws SQLException {
        return new ImportJob(
                Columns.id(row, "id", ImportId::new),
                Columns.constant(row, "kind", ImportKind.class),
                Columns.constant(row, "status", ImportStatus.class),
                row.getString("file_name"),
                Columns.constant(row, "format", FileFormat.class),
                json.read(row.getString("mapping"), MAPPING),
                Columns.currency(row, "currency"),
                Columns.idOrNull(row, "store_id", StoreId::new),
                row.getBoolean("dry_run"),
                row.getObject("total_rows", Long.class),
                List.of((Long[]) row.getArray("part_rows").getArray()),
                row.getLong("processed"),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("failed"),
                row.getLong("error_count"),
                row.getString("failure"),
                stores(row),
                Columns.idOrNull(row, "created_by", UserId::new),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "finished_at"));
    }
}
