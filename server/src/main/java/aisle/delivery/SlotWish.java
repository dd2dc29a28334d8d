package aisle.delivery;

import aisle.kernel.CartId;
import aisle.kernel.OrderId;
import aisle.kernel.SlotId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a place in a slot for an order.
 *
 * @param items how many it has, see {@link ItemCount}
 * @param cart the cart that becomes the order, which the caller has locked; the place that it holds becomes the order's.
 *     Null for an order without a cart.
 * @param postcode where a DELIVERY goes; null for a PICKUP
 */
public record SlotWish(
        SlotId slot,
        OrderId order,
        SlotType type,
        int items,
        @Nullable CartId cart,
        @Nullable String postcode) {}
