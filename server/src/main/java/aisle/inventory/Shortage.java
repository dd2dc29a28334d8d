package aisle.inventory;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.util.List;
import java.util.Map;

/** A product of which less can be had than was asked for. */
public record Shortage(ProductId productId, Quantity requestedQuantity, Quantity availableQuantity) {

    /** The refusal that names every short product, in the one shape that clients know. */
    public static DomainError refusal(List<Shortage> items) {
        return new DomainError(
                ErrorCode.INSUFFICIENT_STOCK,
                items.size() == 1
                        ? "Only " + items.getFirst().availableQuantity() + " can still be had of one product."
                        : "Not enough can still be had of " + items.size() + " products.",
                Map.of("items", items));
    }
}
