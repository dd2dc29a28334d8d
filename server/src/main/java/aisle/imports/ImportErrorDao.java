package aisle.imports;

import aisle.kernel.ImportId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of the bad cells of import jobs. */
final class ImportErrorDao {
    /** Stores errors until the job has {@code most} of them. */
    void insert(Tx tx, ImportId job, List<RowError> errors, int most) {
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
                        errors.stream().map(RowError::value).toList())
                .bind("most", most)
                .execute();
    }

    /** The first errors of each of these jobs, by row. */
    Map<ImportId, List<RowError>> first(Handle handle, List<ImportId> jobs, int most) {
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
                .forEach(entry -> errors.computeIfAbsent(entry.getKey(), job -> new ArrayList<>())
                        .add(entry.getValue()));
        return errors;
    }
}
