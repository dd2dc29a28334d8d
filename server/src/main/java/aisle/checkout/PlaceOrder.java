package aisle.checkout;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.SubstitutionPolicy;
import aisle.payments.PaymentMethod;
import aisle.platform.json.MoneyInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish to buy.
 *
 * @param store where; null means the cart's store, else the one that delivers for the chain
 * @param payment null only as long as it is a draft
 * @param address needed for DELIVERY
 * @param time when it is to be brought or fetched; null for no time in particular
 * @param expectedTotal what the customer was shown; another total is refused
 */
record PlaceOrder(
        @Nullable StoreId store,
        FulfillmentType fulfillmentType,
        @Nullable Means payment,
        @Nullable OrderAddress address,
        @Nullable Time time,
        SubstitutionPolicy substitutionPolicy,
        @Nullable MoneyInput expectedTotal,
        @Nullable String note) {

    /** One wanted product; the same may be named again. */
    record Item(ProductId product, Quantity quantity) {}

    /**
     * How it is to be paid.
     *
     * @param token by what a provider finds the customer's means; null for what needs none
     */
    record Means(PaymentMethod method, @Nullable String token) {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return method.name();
        }
    }

    /** A slot, named by itself or by a place in it that the cart holds. */
    record Time(@Nullable SlotId slot, @Nullable SlotHoldId hold) {}

    PlaceOrder {
        if (fulfillmentType == FulfillmentType.DELIVERY && address == null) {
            throw DomainError.of(ErrorCode.ADDRESS_REQUIRED, "A delivery needs an address.");
        }
    }

    /** Adds up what is named more than once, in the order in which it was first named. */
    static Map<ProductId, Quantity> sum(List<Item> items) {
        Map<ProductId, Quantity> sum = new LinkedHashMap<>();
        items.forEach(item -> sum.merge(item.product(), item.quantity(), Quantity::plus));
        return sum;
    }
}
