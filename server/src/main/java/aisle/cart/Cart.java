package aisle.cart;

import aisle.kernel.CartId;
import aisle.kernel.CartLineId;
import aisle.kernel.CustomerId;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cart as it is kept: what is wanted, not what it costs today.
 *
 * @param customerId whose it is; null for a guest's
 * @param storeId where to buy; null while the customer has not chosen
 * @param payingFor the order that its lines are just being paid for; null ordinarily
 * @param expiresAt when it is forgotten unless it is touched again
 */
public record Cart(
        CartId id,
        @Nullable CustomerId customerId,
        @Nullable StoreId storeId,
        List<Line> lines,
        long version,
        Instant expiresAt,
        @Nullable OrderId payingFor) {
    public Cart {
        lines = List.copyOf(lines);
    }

    /**
     * A wanted product.
     *
     * @param seenPrice the unit price, without its currency, that the customer was last shown
     */
    public record Line(CartLineId id, ProductId productId, Quantity quantity, BigDecimal seenPrice) {
        /** What the customer was shown, when that is another price than today's. */
        @Nullable
        Money previousPrice(Money today) {
            return seenPrice.compareTo(today.amount()) == 0 ? null : new Money(seenPrice, today.currency());
        }
    }

    Optional<Line> line(CartLineId line) {
        return lines.stream().filter(found -> found.id().equals(line)).findFirst();
    }

    Optional<Line> line(ProductId product) {
        return lines.stream().filter(found -> found.productId().equals(product)).findFirst();
    }
}
