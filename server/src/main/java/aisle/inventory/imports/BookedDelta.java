package aisle.inventory.imports;

import aisle.inventory.StockReason;
import aisle.kernel.ImportId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;

/**
 * A difference that a file books or has booked.
 *
 * @param row where it stands in the file of that job
 */
record BookedDelta(Key key, Quantity delta, ImportId job, long row) {
    /** By which it is known when it comes again. */
    record Key(StoreId store, ProductId product, StockReason reason, String reference) {}
}
