package aisle.inventory;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Quantity;
import aisle.kernel.Unit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be booked on a stock row as it is at this moment. */
final class StockRules {
    private StockRules() {}

    /**
     * What a wish comes to.
     *
     * @param delta by which on_hand changes
     * @param overPromised how much more than remains is promised; only where promises may be taken back
     */
    record Ruling(Goods goods, Quantity delta, Quantity overPromised) {}

    /**
     * Decides about a wish.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED},
     *     {@link ErrorCode#STOCK_CHANGED}, {@link ErrorCode#INSUFFICIENT_STOCK}, {@link ErrorCode#RESERVED_STOCK},
     *     {@link ErrorCode#VALIDATION_ERROR}
     */
    static Ruling rule(StockWish wish, @Nullable Goods goods, LockedStock row) {
        if (goods == null) {
            throw noProduct();
        }
        if (row.version() == LockedStock.NEW) {
            wish.expected().mustAllowNew();
        } else {
            wish.expected().mustAllow(row.version());
        }
        StockAdjustment adjustment = wish.adjustment();
        mustBeExpected(adjustment, row);
        Quantity delta = adjustment.deltaFrom(row.onHand());
        if (goods.unit() == Unit.EACH && !delta.isWhole()) {
            String field = adjustment.onHand() == null ? "delta" : "on_hand";
            throw DomainError.invalid(field, "invalid", "This product is counted in whole pieces.");
        }
        Quantity after = row.onHand().plus(delta);
        if (after.compareTo(Quantity.ZERO) < 0) {
            Quantity missing = Quantity.ZERO.minus(delta);
            throw Shortage.refusal(List.of(new Shortage(wish.product(), missing, row.onHand())));
        }
        if (after.compareTo(Quantity.MAX) > 0) {
            throw DomainError.invalid("delta", "out_of_range", "A store holds at most " + Quantity.MAX + ".");
        }
        Quantity over = row.reserved().minus(after);
        if (!over.isPositive()) {
            return new Ruling(goods, delta, Quantity.ZERO);
        }
        if (!adjustment.releaseReservations()) {
            throw reserved(row, null);
        }
        return new Ruling(goods, delta, over);
    }

    static DomainError noProduct() {
        return DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
    }

    private static void mustBeExpected(StockAdjustment adjustment, LockedStock row) {
        Quantity expected = adjustment.expectedOnHand();
        if (expected != null && !expected.equals(row.onHand())) {
            throw new DomainError(
                    ErrorCode.STOCK_CHANGED,
                    "There are " + row.onHand() + " on hand, not " + expected + ".",
                    Map.of(
                            "on_hand", row.onHand(),
                            "reserved", row.reserved(),
                            "available", row.onHand().minus(row.reserved())));
        }
    }

    /** @param releasable how much of what is promised could be taken back, when that is not enough; else null */
    static DomainError reserved(LockedStock row, @Nullable Quantity releasable) {
        return releasable == null
                ? new DomainError(
                        ErrorCode.RESERVED_STOCK,
                        row.reserved() + " are promised to orders; less than that would remain.",
                        Map.of("on_hand", row.onHand(), "reserved", row.reserved()))
                : new DomainError(
                        ErrorCode.RESERVED_STOCK,
                        row.reserved() + " are promised, and only " + releasable + " of it can be taken back now.",
                        Map.of("on_hand", row.onHand(), "reserved", row.reserved(), "releasable", releasable));
    }
}
