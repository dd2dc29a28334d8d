package aisle.checkout;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.SubstitutionPolicy;
import aisle.platform.json.MoneyInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish to buy.
 *
 * @param store where; null means the cart's store, else the one that delivers for the chain
 * @param address needed for DELIVERY
 * @param expectedTotal what the customer was shown; another total is refused
 */
public record PlaceOrder(
        @Nullable StoreId store,
        FulfillmentType fulfillmentType,
        @Nullable OrderAddress address,
        SubstitutionPolicy substitutionPolicy,
        @Nullable MoneyInput expectedTotal,
        @Nullable String note) {

    /** One wanted product; the same may be named again. */
    public record Item(ProductId product, Quantity quantity) {}

    public PlaceOrder {
        if (fulfillmentType == FulfillmentType.DELIVERY && address == null) {
            throw DomainError.of(ErrorCode.ADDRESS_REQUIRED, "A delivery needs an address.");
        }
    }

    /** Adds up what is named more than once, in the order in which it was first named. */
    public static Map<ProductId, Quantity> sum(List<Item> items) {
        Map<ProductId, Quantity> sum = new LinkedHashMap<>();
        items.forEach(item -> sum.merge(item.product(), item.quantity(), Quantity::plus));
        return sum;
    }
}
