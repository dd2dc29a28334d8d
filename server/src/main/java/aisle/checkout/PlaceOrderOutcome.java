package aisle.checkout;

import aisle.inventory.Shortage;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.orders.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the wish to buy ended. A {@link Refusal} leaves no trace. That stock ran out in the
 * very last moment is not among these: it is decided by the last statement and refuses the transaction itself, with the
 * same answer as {@link OutOfStock}.
 */
sealed interface PlaceOrderOutcome {
    /**
     * The order is placed and its stock promised, or taken off the shelf.
     *
     * @param token by which a guest gets at it; null for everybody else
     */
    record Placed(Order order, @Nullable String token) implements PlaceOrderOutcome {}

    /** Stock and slot are promised; now a provider is to be asked for the money, once this is committed. */
    record Reserved(Attempt attempt) implements PlaceOrderOutcome {}

    /** Nothing was bought, and nothing is left of it. */
    sealed interface Refusal extends PlaceOrderOutcome {}

    /** There is nothing to buy. */
    record NothingToBuy() implements Refusal {}

    /** The store does not sell these, or no longer. */
    record NotSold(List<ProductId> products) implements Refusal {}

    /** These are sold in whole pieces and were asked for in parts. */
    record NotWhole(List<ProductId> products) implements Refusal {}

    /** Less can be had than is wanted. */
    record OutOfStock(List<Shortage> missing) implements Refusal {}

    /** It costs another sum than the customer was shown. */
    record PriceChanged(Money expected, Money total) implements Refusal {}

    /** The goods cost less than the store takes an order for. */
    record BelowMinimum(Money minimum, Money subtotal) implements Refusal {}

    /** The store does not deliver to this address, or not in this slot. */
    record NotServed() implements Refusal {}

    /** Every place in the slot is taken. */
    record SlotFull() implements Refusal {}

    /** Nobody can choose this slot any more, or not for this. */
    record SlotClosed() implements Refusal {}

    /** The store has no such slot. */
    record NoSuchSlot() implements Refusal {}

    /** What lies in this cart, or this draft, is being paid for by another request. */
    record BeingPaid() implements Refusal {}
}
