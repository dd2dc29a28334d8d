package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.util.List;

/**
 * What the proof of the books found.
 *
 * @param consistent whether nothing drifted
 * @param checked how many stock rows were compared
 * @param drifted how many of them differ
 * @param drift the rows that differ, at most a thousand
 */
public record Verification(boolean consistent, long checked, long drifted, List<Drift> drift) {
    /**
     * A row that differs.
     *
     * @param ledger the sum of its movements
     * @param openReservations the sum of its reservations
     * @param ownerless how much of it is promised to an order that is over, or was never placed, or is held for somebody
     *     whose time is long over
     */
    public record Drift(
            StoreId storeId,
            ProductId productId,
            List<Kind> kinds,
            Quantity onHand,
            Quantity ledger,
            Quantity reserved,
            Quantity openReservations,
            Quantity ownerless) {}

    /** In what a row differs. */
    public enum Kind {
        /** What is on hand is not the sum of the movements. */
        LEDGER,
        /** The movements are not numbered without a gap, or the last one tells of another balance. */
        NUMBERING,
        /** What is reserved is not the sum of the reservations. */
        RESERVED,
        /** There are reservations that nobody owns. */
        OWNERLESS
    }
}
