package aisle.inventory;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of what is on hand: by a difference or to a counted amount.
 *
 * @param delta the difference, not zero
 * @param onHand the amount that was counted; exactly one of the two is given
 * @param reason why; needed with either
 * @param expectedOnHand refuses the change when the stock is another than the person thought
 * @param releaseReservations whether promises to orders are taken back where they could not be kept
 */
public record StockAdjustment(
        @Nullable Quantity delta,
        @Nullable Quantity onHand,
        @Nullable StockReason reason,
        @Nullable Quantity expectedOnHand,
        boolean releaseReservations) {

    /** Changes no amount, for example when only a bin location is set. */
    public static final StockAdjustment NONE = new StockAdjustment(null, null, null, null, false);

    /** Sets the stock to a counted amount. */
    public static StockAdjustment count(Quantity onHand) {
        return new StockAdjustment(null, onHand, StockReason.COUNT, null, false);
    }

    /** Changes the stock by a difference. */
    public static StockAdjustment by(Quantity delta, StockReason reason) {
        return new StockAdjustment(delta, null, reason, null, false);
    }

    public StockAdjustment {
        List<FieldError> wrong = new ArrayList<>();
        if (delta != null && onHand != null) {
            wrong.add(new FieldError("delta", "ambiguous", "Send either delta or on_hand, not both."));
        }
        if (delta != null && delta.equals(Quantity.ZERO)) {
            wrong.add(new FieldError("delta", "out_of_range", "must not be 0"));
        }
        if ((delta != null || onHand != null) && reason == null) {
            wrong.add(new FieldError("reason", "required", "Say why the stock changes."));
        }
        if (onHand != null && onHand.compareTo(Quantity.ZERO) < 0) {
            wrong.add(new FieldError("on_hand", "out_of_range", "must not be negative"));
        }
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }

    /** The same, with promises taken back where they could not be kept. */
    public StockAdjustment releasing(boolean release) {
        return new StockAdjustment(delta, onHand, reason, expectedOnHand, release);
    }

    Quantity deltaFrom(Quantity current) {
        if (onHand != null) {
            return onHand.minus(current);
        }
        return delta == null ? Quantity.ZERO : delta;
    }
}
