package aisle.checkout;

import aisle.accounts.Contact;
import aisle.cart.Cart;
import aisle.kernel.Actor;
import aisle.kernel.CartId;
import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.UserId;
import aisle.orders.FulfillmentType;
import aisle.orders.NewOrder;
import aisle.orders.Order;
import aisle.orders.OrderAddress;
import aisle.orders.OrderSlot;
import aisle.orders.OrderStatus;
import aisle.orders.OrderTokens;
import aisle.orders.SubstitutionPolicy;
import aisle.pricing.Calculation;
import aisle.stores.Store;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order that an attempt is to become, as it was when its stock was promised: whatever happens to the cart meanwhile, this
 * is what was agreed and paid.
 *
 * @param token by which a guest will get at the order
 * @param bought the lines of the cart; what was put in since then stays there
 * @param placedBy and {@code requestId}: who wants it, for the books
 */
record AttemptSnapshot(
        @Nullable Contact contact,
        FulfillmentType fulfillmentType,
        List<Order.Line> lines,
        Calculation calculation,
        @Nullable OrderAddress address,
        @Nullable OrderSlot slot,
        SubstitutionPolicy substitutionPolicy,
        @Nullable String note,
        String source,
        @Nullable String token,
        @Nullable CartId cart,
        List<Cart.Line> bought,
        @Nullable UserId placedBy,
        String requestId) {

    static AttemptSnapshot of(Actor actor, NewOrder order, @Nullable String token, @Nullable Cart cart) {
        return new AttemptSnapshot(
                order.contact(),
                order.fulfillmentType(),
                order.lines(),
                order.calculation(),
                order.address(),
                order.slot(),
                order.substitutionPolicy(),
                order.note(),
                order.source(),
                token,
                cart == null ? null : cart.id(),
                cart == null ? List.of() : cart.lines(),
                actor.userId(),
                actor.requestId());
    }

    /** Who placed it. */
    Actor buyer() {
        return new Actor(placedBy, null, Set.of(), requestId, null);
    }

    /** The order, once it is known how far its payment is. */
    NewOrder order(
            OrderId id, OrderStatus status, Store store, @Nullable CustomerId customer, @Nullable Instant expiresAt) {
        return new NewOrder(
                id,
                status,
                store,
                customer,
                contact,
                fulfillmentType,
                lines,
                calculation,
                address,
                slot,
                substitutionPolicy,
                note,
                source,
                token == null ? null : OrderTokens.hash(token),
                expiresAt);
    }
}
