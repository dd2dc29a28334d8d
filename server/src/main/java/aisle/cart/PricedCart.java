package aisle.cart;

import aisle.catalog.prices.Offer;
import aisle.kernel.Money;
import aisle.kernel.Quantity;
import aisle.pricing.Totals;
import aisle.stores.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cart with today's prices and stock.
 *
 * @param cart null when the customer has none yet
 * @param store null while none is chosen; there are no lines then
 * @param totals null without a store
 */
public record PricedCart(
        @Nullable Cart cart,
        @Nullable Store store,
        List<Line> lines,
        @Nullable Totals totals) {
    public PricedCart {
        lines = List.copyOf(lines);
    }

    /** @param available what can still be had in the store */
    public record Line(Cart.Line wanted, Offer offer, Quantity available, Money lineTotal) {}
}
