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
import java.util.List;
import java.util.Map;

/** What each outcome of buying means to a client. */
final class PlaceOrderAnswers {
    private PlaceOrderAnswers() {}

    /** The answer to an outcome; refusals are thrown, so that the transaction is given up. */
    static Answer<OrderView> of(PlaceOrderOutcome outcome) {
        return switch (outcome) {
            case PlaceOrderOutcome.Placed(Order order) ->
                Answer.created("/api/v1/orders/" + order.id(), OrderView.of(order));
            case PlaceOrderOutcome.NothingToBuy() -> throw DomainError.of(ErrorCode.CART_EMPTY, "Your cart is empty.");
            case PlaceOrderOutcome.NotSold(List<ProductId> products) ->
                throw new DomainError(
                        ErrorCode.PRODUCT_UNAVAILABLE,
                        "The store does not sell " + products.size() + " of these products.",
                        Map.of("product_ids", products));
            case PlaceOrderOutcome.NotWhole(List<ProductId> products) ->
                throw DomainError.invalid(products.stream()
                        .map(product -> new FieldError(
                                "quantity", "invalid", "Product " + product + " is sold in whole pieces."))
                        .toList());
            case PlaceOrderOutcome.OutOfStock(List<Shortage> missing) -> throw Shortage.refusal(missing);
            case PlaceOrderOutcome.PriceChanged(Money expected, Money total) ->
                throw new DomainError(
                        ErrorCode.PRICE_CHANGED,
                        "The total is " + total + " now, not " + expected + ".",
                        Map.of("expected_total", expected, "total", total));
            case PlaceOrderOutcome.BelowMinimum(Money minimum, Money subtotal) ->
                throw new DomainError(
                        ErrorCode.BELOW_MINIMUM,
                        "The store takes orders from " + minimum + ".",
                        Map.of("minimum_order", minimum, "subtotal", subtotal));
            case PlaceOrderOutcome.NotServed() ->
                throw DomainError.of(ErrorCode.ADDRESS_NOT_SERVED, "The store does not deliver to this address.");
        };
    }
}
