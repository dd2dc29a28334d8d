package aisle.checkout;

import aisle.inventory.Shortage;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.orders.Order;
import aisle.orders.OrderView;
import aisle.platform.web.Answer;
import aisle.platform.web.Progress;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each outcome of buying means to a client. */
@Singleton
class PlaceOrderAnswers {
    private final Attempts attempts;

    PlaceOrderAnswers(Attempts attempts) {
        this.attempts = attempts;
    }

    /** How it goes on from an outcome; refusals are thrown, so that the transaction is given up. */
    Progress<OrderView> of(PlaceOrderOutcome outcome) {
        return switch (outcome) {
            case PlaceOrderOutcome.Placed(Order order, String token) -> new Progress.Done<>(created(order, token));
            case PlaceOrderOutcome.Reserved(Attempt attempt) ->
                new Progress.Goes<>(() -> attempts.charge(attempt), tx -> attempts.answer(tx, attempt));
            case PlaceOrderOutcome.Refusal refusal -> throw refusal(refusal);
        };
    }

    /** What a client is told when nothing was bought. */
    static DomainError refusal(PlaceOrderOutcome.Refusal outcome) {
        return switch (outcome) {
            case PlaceOrderOutcome.NothingToBuy() -> DomainError.of(ErrorCode.CART_EMPTY, "Your cart is empty.");
            case PlaceOrderOutcome.NotSold(List<ProductId> products) ->
                new DomainError(
                        ErrorCode.PRODUCT_UNAVAILABLE,
                        "The store does not sell " + products.size() + " of these products.",
                        Map.of("product_ids", products));
            case PlaceOrderOutcome.NotWhole(List<ProductId> products) ->
                DomainError.invalid(products.stream()
                        .map(product -> new FieldError(
                                "quantity", "invalid", "Product " + product + " is sold in whole pieces."))
                        .toList());
            case PlaceOrderOutcome.OutOfStock(List<Shortage> missing) -> Shortage.refusal(missing);
            case PlaceOrderOutcome.PriceChanged(Money expected, Money total) ->
                new DomainError(
                        ErrorCode.PRICE_CHANGED,
                        "The total is " + total + " now, not " + expected + ".",
                        Map.of("expected_total", expected, "total", total));
            case PlaceOrderOutcome.BelowMinimum(Money minimum, Money subtotal) ->
                new DomainError(
                        ErrorCode.BELOW_MINIMUM,
                        "The store takes orders from " + minimum + ".",
                        Map.of("minimum_order", minimum, "subtotal", subtotal));
            case PlaceOrderOutcome.NotServed() ->
                DomainError.of(ErrorCode.ADDRESS_NOT_SERVED, "The store does not deliver to this address.");
            case PlaceOrderOutcome.SlotFull() ->
                DomainError.of(ErrorCode.SLOT_FULL, "Every place in this slot is taken. Choose another.");
            case PlaceOrderOutcome.SlotClosed() ->
                DomainError.of(ErrorCode.SLOT_CLOSED, "This slot takes no such orders any more. Choose another.");
            case PlaceOrderOutcome.NoSuchSlot() ->
                DomainError.of(ErrorCode.SLOT_NOT_FOUND, "This store has no such slot.");
            case PlaceOrderOutcome.BeingPaid() ->
                DomainError.of(
                        ErrorCode.CHECKOUT_IN_PROGRESS,
                        "This is being paid for at this moment. Look at your orders shortly.");
        };
    }

    /** The answer to a placed order. */
    static Answer<OrderView> created(Order order, @Nullable String token) {
        return Answer.created("/api/v1/orders/" + order.id(), OrderView.of(order, token));
    }
}
