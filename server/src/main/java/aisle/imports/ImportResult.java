package aisle.imports;

import java.util.List;

/**
 * How an import ended.
 *
 * @param job with its final status and counts
 * @param errors the first bad cells, by row; the rest is in the job's error file
 */
public record ImportResult(ImportJob job, List<RowError> errors) {
    public ImportResult {
        errors = List.copyOf(errors);
    }
}
