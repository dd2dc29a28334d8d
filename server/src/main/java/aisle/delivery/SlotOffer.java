package aisle.delivery;

import aisle.kernel.Money;
import aisle.stores.Store;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a slot would be to somebody at this moment; promises nothing.
 *
 * @param remaining orders that it still takes, besides what others hold
 * @param remainingItems items likewise; null when only orders count
 * @param serves whether store and slot serve the postcode
 * @param fee for the postcode
 */
public record SlotOffer(
        Slot slot,
        SlotStatus status,
        long remaining,
        @Nullable Long remainingItems,
        boolean serves,
        Money fee) {

    /**
     * What a slot of a store offers.
     *
     * @param heldOrders places that are held by others
     * @param heldItems items that are held by others
     */
    static SlotOffer of(
            Slot slot, Store store, long heldOrders, long heldItems, @Nullable String postcode, Instant now) {
        long orders = Math.max(0, slot.capacity() - slot.booked() - heldOrders);
        Long items =
                slot.itemCapacity() == null ? null : Math.max(0, slot.itemCapacity() - slot.bookedItems() - heldItems);
        return new SlotOffer(
                slot,
                status(slot, store, orders, items, now),
                orders,
                items,
                serves(slot, store, postcode),
                slot.feeFor(postcode));
    }

    private static SlotStatus status(Slot slot, Store store, long orders, @Nullable Long items, Instant now) {
        if (!isOpen(slot, store, now)) {
            return SlotStatus.CLOSED;
        }
        return orders > 0 && (items == null || items > 0) ? SlotStatus.OPEN : SlotStatus.FULL;
    }

    /** A slot whose fee is in a currency that the store does not take any more is closed, as its prices are. */
    static boolean isOpen(Slot slot, Store store, Instant now) {
        return store.active() && slot.takesOrders(now) && slot.fee().currency().equals(store.currency());
    }

    static boolean serves(Slot slot, Store store, @Nullable String postcode) {
        return slot.type() == SlotType.PICKUP || (store.serves(postcode) && slot.serves(postcode));
    }
}
