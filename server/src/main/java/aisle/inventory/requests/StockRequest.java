package aisle.inventory.requests;

import aisle.inventory.StockAdjustment;
import aisle.inventory.StockReason;
import aisle.inventory.StockWish;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StockRequestId;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish of the staff about the stock of a product.
 *
 * @param quantity how much there should be, or how much more
 * @param note for whoever decides
 * @param approvedQuantity what was agreed on, which need not be what was asked for; null unless it was approved
 * @param requestedBy the user or the API key that asked
 * @param resolvedBy likewise who decided, or withdrew it
 */
record StockRequest(
        StockRequestId id,
        StoreId storeId,
        ProductId productId,
        Type type,
        Quantity quantity,
        @Nullable String note,
        Status status,
        @Nullable Quantity approvedQuantity,
        @Nullable String rejectionReason,
        UUID requestedBy,
        Instant requestedAt,
        @Nullable UUID resolvedBy,
        @Nullable Instant resolvedAt,
        long version) {

    /** What is asked for. */
    public enum Type {
        /** So much there is: what was counted. */
        SET_QUANTITY,
        /** So much more there is: what came in. */
        ADD_QUANTITY
    }

    /** How far it is. */
    public enum Status {
        PENDING,
        APPROVED,
        REJECTED,
        CANCELED
    }

    /** The request after somebody has decided about it. */
    StockRequest resolved(Status how, @Nullable Quantity approved, @Nullable String rejection, UUID by, Instant at) {
        return new StockRequest(
                id,
                storeId,
                productId,
                type,
                quantity,
                note,
                how,
                approved,
                rejection,
                requestedBy,
                requestedAt,
                by,
                at,
                version + 1);
    }

    /** What is booked for a request that was approved. */
    StockWish wish(boolean releaseReservations) {
        Quantity amount = Objects.requireNonNull(approvedQuantity);
        StockAdjustment adjustment = switch (type) {
            case SET_QUANTITY -> StockAdjustment.count(amount);
            case ADD_QUANTITY -> StockAdjustment.by(amount, StockReason.RECEIPT);
        };
        return StockWish.agreed(storeId, productId, adjustment.releasing(releaseReservations), "stock_request/" + id);
    }

    /** Whether so much can be asked for, or agreed on. */
    static boolean isPossible(Type type, Quantity quantity) {
        return quantity.isPositive() || (type == Type.SET_QUANTITY && quantity.equals(Quantity.ZERO));
    }
}
