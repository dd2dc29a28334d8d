package aisle.inventory.stocktakes;

import aisle.kernel.CategoryId;
import aisle.kernel.StockTakeId;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stock-take.
 *
 * @param binPrefix how the bins of the area begin; null for any
 * @param categoryId the category whose products, those of its subcategories too, are counted; null for any
 * @param openedBy the user or the API key
 * @param version grows with each change of its status
 */
public record StockTake(
        StockTakeId id,
        StoreId storeId,
        @Nullable String binPrefix,
        @Nullable CategoryId categoryId,
        @Nullable String note,
        TakeStatus status,
        @Nullable UUID openedBy,
        Instant openedAt,
        @Nullable UUID closedBy,
        @Nullable Instant closedAt,
        long version) {
    StockTake closed(TakeStatus end, @Nullable UUID by, Instant at) {
        return new StockTake(id, storeId, binPrefix, categoryId, note, end, openedBy, openedAt, by, at, version + 1);
    }
}
