package aisle.checkout;

import aisle.cart.Cart;
import aisle.delivery.DeliverySlots;
import aisle.delivery.Slot;
import aisle.delivery.SlotOutcome;
import aisle.delivery.SlotType;
import aisle.delivery.SlotWish;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.OrderSlot;
import aisle.platform.db.Tx;
import jakarta.inject.Singleton;
import java.util.Objects;

/** The time that a purchase wishes for: its place in a slot, or why there is none. */
@Singleton
class Slots {
    private final DeliverySlots slots;

    Slots(DeliverySlots slots) {
        this.slots = slots;
    }

    /** How it ended. */
    sealed interface Result {}

    /** The place is the order's. */
    record Taken(OrderSlot slot, Money fee) implements Result {}

    /** Nothing was changed. */
    record Refused(PlaceOrderOutcome why) implements Result {}

    /** Gives an order the place that its purchase wishes for; the slot stays locked until the transaction ends. */
    Result book(Tx tx, Purchase purchase, Quote quote, OrderId order) {
        PlaceOrder wish = purchase.wish();
        Cart cart = purchase.cart();
        OrderAddress address = wish.address();
        boolean delivered = wish.fulfillmentType() == FulfillmentType.DELIVERY;
        SlotWish place = new SlotWish(
                chosen(tx, purchase),
                order,
                delivered ? SlotType.DELIVERY : SlotType.PICKUP,
                quote.itemCount(),
                cart == null ? null : cart.id(),
                delivered && address != null ? address.postcode() : null);
        return switch (slots.book(tx, purchase.store(), place)) {
            case SlotOutcome.Booked(Slot slot, Money fee) ->
                new Taken(
                        OrderSlot.of(
                                slot.id(),
                                slot.startsAt(),
                                slot.endsAt(),
                                purchase.store().timezone()),
                        fee);
            case SlotOutcome.Full() -> new Refused(new PlaceOrderOutcome.SlotFull());
            case SlotOutcome.Closed() -> new Refused(new PlaceOrderOutcome.SlotClosed());
            case SlotOutcome.NotServed() -> new Refused(new PlaceOrderOutcome.NotServed());
            case SlotOutcome.Unknown() -> new Refused(new PlaceOrderOutcome.NoSuchSlot());
        };
    }

    private SlotId chosen(Tx tx, Purchase purchase) {
        PlaceOrder.Time time = Objects.requireNonNull(purchase.wish().time());
        SlotHoldId hold = time.hold();
        if (hold == null) {
            return Objects.requireNonNull(time.slot());
        }
        if (purchase.cart() == null) {
            throw DomainError.of(ErrorCode.SLOT_HOLD_NOT_FOUND, "An order without a cart holds no place.");
        }
        return slots.slotOf(tx.handle(), purchase.cart().id(), hold);
    }

    /** Gives the place of an order back. */
    void release(Tx tx, StoreId store, OrderId order) {
        slots.release(tx, store, order);
    }
}
