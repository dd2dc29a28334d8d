package aisle.inventory;

import aisle.kernel.Actor;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import java.util.List;

/** Whoever has made something of a promise of stock, and must know when it cannot be kept. */
public interface BrokenPromises {
    /**
     * A line for which less is there than was promised to it.
     *
     * @param missing how much of the promise was taken back
     */
    record BrokenPromise(OrderId order, OrderLineId line, Quantity missing) {}

    /**
     * Takes note, in the transaction that took the promises back. The orders and lines are locked; each order may be named by
     * several.
     *
     * @param reason of the change of stock, such as DAMAGE
     */
    void note(Tx tx, Actor actor, StoreId store, ProductId product, String reason, List<BrokenPromise> broken);
}
