package aisle.checkout;

import aisle.kernel.AddressId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.SubstitutionPolicy;
import aisle.payments.PaymentMethod;
import aisle.platform.json.MoneyInput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What both ways of buying ask for. */
interface PlaceOrderRequest {
    @Nullable
    StoreId storeId();

    FulfillmentType fulfillmentType();

    PaymentMethod paymentMethod();

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
        if (paymentMethod() != PaymentMethod.ON_DELIVERY) {
            throw DomainError.of(
                    ErrorCode.PAYMENT_METHOD_UNAVAILABLE, "This order cannot be paid by " + paymentMethod() + ".");
        }
        return new PlaceOrder(
                storeId(),
                fulfillmentType(),
                delivery,
                Objects.requireNonNullElse(substitutionPolicy(), SubstitutionPolicy.BEST_MATCH),
                expectedTotal(),
                note());
    }
}
