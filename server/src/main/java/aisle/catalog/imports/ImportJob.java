package aisle.catalog.imports;

import aisle.kernel.ImportId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An import of one file. {@code processed} is the sum of the four counts behind it.
 *
 * @param mapping the columns behind each target
 * @param totalRows how many rows the file has, or null until they are counted
 * @param processed how many of them are done: committed, or refused with an error
 * @param unchanged rows that said nothing new, among them earlier rows of a SKU that comes again soon after
 * @param failed rows with at least one bad cell
 * @param failure why the import was given up, or null
 * @param version grows whenever a node takes the job over
 */
public record ImportJob(
        ImportId id,
        ImportStatus status,
        String fileName,
        Map<String, List<String>> mapping,
        Currency currency,
        @Nullable StoreId storeId,
        boolean dryRun,
        @Nullable Long totalRows,
        long processed,
        long created,
        long updated,
        long unchanged,
        long failed,
        @Nullable String failure,
        @Nullable UserId createdBy,
        long version,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    public boolean isOpen() {
        return status == ImportStatus.QUEUED || status == ImportStatus.RUNNING;
    }
}
