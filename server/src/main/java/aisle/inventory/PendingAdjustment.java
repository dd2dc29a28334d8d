package aisle.inventory;

import aisle.kernel.ExpectedVersion;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StockAdjustmentId;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of stock that takes a second person.
 *
 * @param delta what it comes to; a count was compared with the stock at the time of the request
 * @param onHand what was counted; null for a difference
 * @param releaseReservations whether promises to orders may be taken back for it
 * @param settings what else is to be changed with it
 * @param requestedBy the user or the API key that asked
 * @param resolvedBy likewise who decided, never the same
 */
public record PendingAdjustment(
        StockAdjustmentId id,
        StoreId storeId,
        ProductId productId,
        Quantity delta,
        @Nullable Quantity onHand,
        StockReason reason,
        boolean releaseReservations,
        SettingsChange settings,
        Status status,
        @Nullable String rejectionReason,
        UUID requestedBy,
        Instant requestedAt,
        @Nullable UUID resolvedBy,
        @Nullable Instant resolvedAt,
        long version) {

    /** How far it is. */
    public enum Status {
        PENDING,
        APPROVED,
        REJECTED
    }

    /** What is booked when somebody agrees: the difference, on the stock of that moment. */
    StockWish wish() {
        return new StockWish(
                storeId,
                productId,
                ExpectedVersion.ANY,
                StockAdjustment.by(delta, reason).releasing(releaseReservations),
                settings,
                true,
                "stock_adjustment/" + id);
    }
}
