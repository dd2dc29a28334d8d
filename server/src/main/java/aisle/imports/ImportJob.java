package aisle.imports;

import aisle.kernel.ImportId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An import of one file. {@code processed} is the sum of the four counts behind it.
 *
 * @param mapping the columns behind each target; empty for files of other shops
 * @param totalRows how many rows the file has, or null until they are counted
 * @param partRows how many rows of the file each of its parts has behind it
 * @param processed how many of them are done: committed, or refused with an error
 * @param unchanged rows that said nothing new, among them earlier rows of a SKU that comes again soon after, and rows
 *     that are no product of their own, such as further images
 * @param failed rows with at least one bad cell
 * @param errorCount bad cells, also those of which no more is kept
 * @param failure why the import was given up, or null
 * @param allowedStores in which whoever sent the file may change something; null for all
 * @param version grows whenever a node takes the job over
 */
public record ImportJob(
        ImportId id,
        ImportKind kind,
        ImportStatus status,
        String fileName,
        FileFormat format,
        Map<String, List<String>> mapping,
        Currency currency,
        @Nullable StoreId storeId,
        boolean dryRun,
        @Nullable Long totalRows,
        List<Long> partRows,
        long processed,
        long created,
        long updated,
        long unchanged,
        long failed,
        long errorCount,
        @Nullable String failure,
        @Nullable Set<StoreId> allowedStores,
        @Nullable UserId createdBy,
        long version,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    public boolean isOpen() {
        return status == ImportStatus.QUEUED || status == ImportStatus.RUNNING;
    }
}
