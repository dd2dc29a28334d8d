package aisle.checkout;

import aisle.kernel.AddressId;
import aisle.kernel.DomainError;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.SubstitutionPolicy;
import aisle.payments.PaymentMethod;
import aisle.platform.json.MoneyInput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every way of buying asks for. */
interface PlaceOrderRequest {
    @Nullable
    StoreId storeId();

    FulfillmentType fulfillmentType();

    /** Null only for a draft. */
    @Nullable
    PaymentMethod paymentMethod();

    @Nullable
    String paymentToken();

    @Nullable
    OrderAddress address();

    /** One of the customer's own, in place of {@code address}. */
    @Nullable
    AddressId addressId();

    /** Whether the address of the delivery becomes the customer's default. */
    @Nullable
    Boolean saveAsDefault();

    @Nullable
    SlotId deliverySlotId();

    /** A place that the cart holds, in place of {@code deliverySlotId}. */
    @Nullable
    SlotHoldId slotHoldId();

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
        PaymentMethod method = paymentMethod();
        return new PlaceOrder(
                storeId(),
                fulfillmentType(),
                method == null ? null : new PlaceOrder.Means(method, paymentToken()),
                delivery,
                time(),
                Objects.requireNonNullElse(substitutionPolicy(), SubstitutionPolicy.BEST_MATCH),
                expectedTotal(),
                note());
    }

    private PlaceOrder.@Nullable Time time() {
        if (deliverySlotId() == null && slotHoldId() == null) {
            return null;
        }
        if (deliverySlotId() != null && slotHoldId() != null) {
            throw DomainError.invalid("slot_hold_id", "conflict", "Send either a slot or a place in one, not both.");
        }
        if (fulfillmentType() == FulfillmentType.IN_STORE) {
            throw DomainError.invalid("delivery_slot_id", "conflict", "What goes over the counter goes at once.");
        }
        return new PlaceOrder.Time(deliverySlotId(), slotHoldId());
    }
}
