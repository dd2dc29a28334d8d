package aisle.inventory;

import aisle.kernel.DomainError;
import aisle.kernel.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A change of what is on hand: by a difference or to a counted amount.
 *
 * @param delta the difference, not zero
 * @param onHand the amount that was counted; exactly one of the two is given
 * @param reason why; needed with either
 * @param expectedOnHand refuses the change when the stock is another than the person thought
 */
public record StockAdjustment(
        @Nullable Quantity delta,
        @Nullable Quantity onHand,
        @Nullable StockReason reason,
        @Nullable Quantity expectedOnHand) {

    /** Changes no amount, for example when only a bin location is set. */
    public static final StockAdjustment NONE = new StockAdjustment(null, null, null, null);

    /** Sets the stock to a counted amount. */
    public static StockAdjustment count(Quantity onHand) {
        return new StockAdjustment(null, onHand, StockReason.COUNT, null);
    }

    public StockAdjustment {
        if (delta != null && onHand != null) {
            throw DomainError.invalid("delta", "ambiguous", "Send either delta or on_hand, not both.");
        }
        if ((delta != null || onHand != null) && reason == null) {
            throw DomainError.invalid("reason", "required", "Say why the stock changes.");
        }
        if (onHand != null && onHand.compareTo(Quantity.ZERO) < 0) {
            throw DomainError.invalid("on_hand", "out_of_range", "must not be negative");
        }
    }

    Quantity deltaFrom(Quantity current) {
        if (onHand != null) {
            return onHand.minus(current);
        }
        return delta == null ? Quantity.ZERO : delta;
    }
}
