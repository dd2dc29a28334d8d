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
 * @param drift the rows that differ, at most a thousand
 */
public record Verification(boolean consistent, long checked, List<Drift> drift) {
    /**
     * A row that differs.
     *
     * @param ledger the sum of its movements
     * @param openReservations the sum of its open reservations
     */
    public record Drift(
            StoreId storeId,
            ProductId productId,
            Quantity onHand,
            Quantity ledger,
            Quantity reserved,
            Quantity openReservations) {}
}
