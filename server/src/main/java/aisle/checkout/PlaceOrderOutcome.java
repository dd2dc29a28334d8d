package aisle.checkout;

import aisle.inventory.Shortage;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.orders.Order;
import java.util.List;

/**
 * How the wish to buy ended. Everything but {@link Placed} leaves no trace. That stock ran out in the very last moment is
 * not among these: it is decided by the last statement and refuses the transaction itself, with the same answer as
 * {@link OutOfStock}.
 */
public sealed interface PlaceOrderOutcome {
    /** The order is confirmed and its stock promised. */
    record Placed(Order order) implements PlaceOrderOutcome {}

    /** There is nothing to buy. */
    record NothingToBuy() implements PlaceOrderOutcome {}

    /** The store does not sell these, or no longer. */
    record NotSold(List<ProductId> products) implements PlaceOrderOutcome {}

    /** These are sold in whole pieces and were asked for in parts. */
    record NotWhole(List<ProductId> products) implements PlaceOrderOutcome {}

    /** Less can be had than is wanted. */
    record OutOfStock(List<Shortage> missing) implements PlaceOrderOutcome {}

    /** It costs another sum than the customer was shown. */
    record PriceChanged(Money expected, Money total) implements PlaceOrderOutcome {}

    /** The goods cost less than the store takes an order for. */
    record BelowMinimum(Money minimum, Money subtotal) implements PlaceOrderOutcome {}

    /** The store does not deliver to this address. */
    record NotServed() implements PlaceOrderOutcome {}
}
