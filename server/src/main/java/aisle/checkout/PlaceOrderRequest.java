package aisle.checkout;

import aisle.kernel.AddressId;
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

    /** One of the customer's own, in place of {@code address}. */
    @Nullable
    AddressId addressId();

    /** Whether the address of the delivery becomes the customer's default. */
    @Nullable
    Boolean saveAsDefault();

    @Nullable
    SubstitutionPolicy substitutionPolicy();

    @Nullable
    MoneyInput expectedTotal();

    @Nullable
    String note();

    /**
     * The wish, with the default where the client said nothing: the best match for what is missing.
     *
     * @param delivery where the goods go, see {@link DeliveryAddresses}
     */
    default PlaceOrder wish(@Nullable OrderAddress delivery) {
        return new PlaceOrder(
                storeId(),
                fulfillmentType(),
                delivery,
                Objects.requireNonNullElse(substitutionPolicy(), SubstitutionPolicy.BEST_MATCH),
                expectedTotal(),
                note());
    }
}
