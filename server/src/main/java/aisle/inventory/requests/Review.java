package aisle.inventory.requests;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.Quantity;
import aisle.kernel.StockRequestId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision about a request.
 *
 * @param approvedQuantity another amount than was asked for; null for that one
 * @param rejectionReason why not
 * @param releaseReservations whether promises to orders may be taken back where they could not be kept
 */
record Review(
        StockRequestId id,
        Decision status,
        @Nullable Quantity approvedQuantity,
        @Nullable String rejectionReason,
        boolean releaseReservations) {

    /** How somebody decides. */
    public enum Decision {
        APPROVED,
        REJECTED
    }

    /** What is wrong with it whatever the request is. */
    List<FieldError> problems(String prefix) {
        List<FieldError> wrong = new ArrayList<>();
        boolean rejected = status == Decision.REJECTED;
        if (rejected && (rejectionReason == null || rejectionReason.isBlank())) {
            wrong.add(new FieldError(prefix + "rejection_reason", "required", "Say why not."));
        }
        if (rejected && approvedQuantity != null) {
            wrong.add(new FieldError(prefix + "approved_quantity", "ambiguous", "Nothing is approved."));
        }
        if (!rejected && rejectionReason != null) {
            wrong.add(new FieldError(prefix + "rejection_reason", "ambiguous", "Nothing is rejected."));
        }
        if (approvedQuantity != null
                && (approvedQuantity.compareTo(Quantity.ZERO) < 0 || approvedQuantity.compareTo(Quantity.MAX) > 0)) {
            wrong.add(new FieldError(
                    prefix + "approved_quantity", "out_of_range", "must be between 0 and " + Quantity.MAX));
        }
        return wrong;
    }

    /**
     * What becomes of one of several requests that are decided together.
     *
     * @param request as it is now; null when it was refused
     */
    record Outcome(
            StockRequestId id,
            @Nullable StockRequest request,
            @Nullable DomainError refusal) {}
}
