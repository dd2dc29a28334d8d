package aisle.checkout;

import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.SubstitutionPolicy;
import aisle.platform.json.MoneyInput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What both ways of buying ask for. */
interface PlaceOrderRequest {
    @Nullable
    StoreId storeId();

    FulfillmentType fulfillmentType();

    @Nullable
    OrderAddress address();

    @Nullable
    SubstitutionPolicy substitutionPolicy();

    @Nullable
    MoneyInput expectedTotal();

    @Nullable
    String note();

    /** The wish, with the default where the client said nothing: the best match for what is missing. */
    default PlaceOrder wish() {
        return new PlaceOrder(
                storeId(),
                fulfillmentType(),
                address(),
                Objects.requireNonNullElse(substitutionPolicy(), SubstitutionPolicy.BEST_MATCH),
                expectedTotal(),
                note());
    }
}
