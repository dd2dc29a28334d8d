package aisle.inventory;

import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks to promise stock to an order: all of its lines or none. Each product is named by one line only. */
public record Reserve(StoreId store, OrderId order, List<Line> lines) {
    /** One order line. */
    public record Line(OrderLineId id, ProductId product, Quantity quantity) {}

    public Reserve {
        lines = List.copyOf(lines);
        Set<ProductId> seen = new HashSet<>();
        for (Line line : lines) {
            if (!seen.add(line.product()) || !line.quantity().isPositive()) {
                throw new IllegalArgumentException("one positive line per product: " + line);
            }
        }
    }
}
