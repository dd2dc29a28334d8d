package aisle.settlement;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Money that goes back to a customer.
 *
 * @param items the goods that it is for; empty for an amount that somebody named
 */
@Schema(name = "Refund")
public record Refund(
        UUID id,
        OrderId orderId,
        Money amount,
        Status status,
        String reason,
        boolean restock,
        List<Item> items,
        Instant createdAt) {
    public Refund {
        items = List.copyOf(items);
    }

    /** How far its money is. */
    @Schema(name = "RefundStatus")
    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    /** Some of a line of the order. */
    @Schema(name = "RefundItem")
    public record Item(OrderLineId itemId, ProductId productId, Quantity quantity, Money amount) {}

    Refund in(Status now, List<Item> read) {
        return new Refund(id, orderId, amount, now, reason, restock, read, createdAt);
    }
}
