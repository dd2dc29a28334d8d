package aisle.inventory;

import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks to promise stock to somebody: all of its lines or none. Each product is named by one line only.
 *
 * @param owner whose the promise is, such as an order's id
 * @param expiresAt when it ends by itself; null for an order, which keeps it until it is done
 */
public record Reserve(
        StoreId store,
        Owner ownerType,
        UUID owner,
        @Nullable Instant expiresAt,
        List<Line> lines) {
    /** To whom stock can be promised. */
    public enum Owner {
        ORDER,
        CHECKOUT
    }

    /**
     * A product.
     *
     * @param id the order's line; null for a hold
     */
    public record Line(@Nullable OrderLineId id, ProductId product, Quantity quantity) {}

    public Reserve {
        lines = List.copyOf(lines);
        Set<ProductId> seen = new HashSet<>();
        for (Line line : lines) {
            if (!seen.add(line.product()) || !line.quantity().isPositive()) {
                throw new IllegalArgumentException("one positive line per product: " + line);
            }
        }
    }

    /** For an order that is written in the same transaction. */
    public static Reserve forOrder(StoreId store, OrderId order, List<Line> lines) {
        return new Reserve(store, Owner.ORDER, order.value(), null, lines);
    }

    /** For a purchase that takes a while, such as a payment at somebody else's. */
    public static Reserve hold(StoreId store, UUID checkout, Instant expiresAt, List<Line> lines) {
        return new Reserve(store, Owner.CHECKOUT, checkout, expiresAt, lines);
    }
}
