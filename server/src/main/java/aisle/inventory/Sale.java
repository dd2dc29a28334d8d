package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goods that leave a store at once: all of its lines or none. Each product is named by one line only.
 *
 * @param reference what the ledger says of it, such as an order's id
 */
public record Sale(StoreId store, String reference, List<Line> lines) {
    /** A product. */
    public record Line(ProductId product, Quantity quantity) {}

    public Sale {
        lines = List.copyOf(lines);
        Set<ProductId> seen = new HashSet<>();
        for (Line line : lines) {
            if (!seen.add(line.product()) || !line.quantity().isPositive()) {
                throw new IllegalArgumentException("one positive line per product: " + line);
            }
        }
    }
}
