package aisle.checkout;

import aisle.accounts.Contact;
import aisle.accounts.Customers;
import aisle.cart.Cart;
import aisle.cart.CartOwner;
import aisle.cart.Carts;
import aisle.checkout.PlaceOrderOutcome.BeingPaid;
import aisle.delivery.DeliverySlots;
import aisle.delivery.SlotOffer;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.payments.PaymentMethod;
import aisle.platform.db.Tx;
import aisle.platform.web.idempotency.RequestKey;
import aisle.stores.Store;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Buying: what a cart would cost, a cart bought, and goods bought without one. */
@Singleton
class Checkout {
    private final Customers customers;
    private final Carts carts;
    private final Quotes quotes;
    private final Placement placement;
    private final Attempts attempts;
    private final DeliverySlots slots;

    Checkout(
            Customers customers,
            Carts carts,
            Quotes quotes,
            Placement placement,
            Attempts attempts,
            DeliverySlots slots) {
        this.customers = customers;
        this.carts = carts;
        this.quotes = quotes;
        this.placement = placement;
        this.attempts = attempts;
        this.slots = slots;
    }

    /**
     * What became of the same request, when it was sent before and asks a provider; null when it is new.
     *
     * @throws DomainError {@link ErrorCode#IDEMPOTENCY_IN_PROGRESS}, {@link ErrorCode#IDEMPOTENCY_KEY_REUSED}
     */
    @Nullable
    PlaceOrderOutcome earlier(Tx tx, Actor actor, @Nullable PaymentMethod method, RequestKey request) {
        return method != null && method.isOnline() ? attempts.earlier(tx, actor, request) : null;
    }

    /** What the cart would cost, and what is missing. Promises nothing and changes nothing. */
    Preview preview(
            Handle handle,
            @Nullable Cart cart,
            @Nullable StoreId asked,
            FulfillmentType fulfillmentType,
            @Nullable OrderAddress address,
            @Nullable SlotId slot) {
        mustNotBeAtTheCounter(fulfillmentType);
        Store store = carts.sellingStore(handle, asked, cart == null ? null : cart.storeId());
        Quote quote = quotes.of(handle, store, cart == null ? Map.of() : itemsOf(cart), fulfillmentType);
        boolean delivered = fulfillmentType == FulfillmentType.DELIVERY;
        SlotOffer offer = slot == null
                ? null
                : slots.offer(
                        handle,
                        store,
                        slot,
                        cart == null ? null : cart.id(),
                        delivered && address != null ? address.postcode() : null);
        return new Preview(
                offer == null ? quote : quote.inSlotFor(offer.fee()),
                offer,
                !delivered || (quote.delivers(address) && (offer == null || offer.serves())));
    }

    /** What a cart would cost, in a slot that somebody asks about, and whether the goods could be brought there. */
    record Preview(Quote quote, @Nullable SlotOffer slot, boolean addressServed) {}

    /**
     * Buys what is in a cart; what was bought leaves the cart with the order.
     *
     * @param guest how to reach somebody who is not signed in; null for whoever is
     */
    PlaceOrderOutcome confirm(
            Tx tx, Actor actor, CartOwner owner, @Nullable Contact guest, PlaceOrder wish, RequestKey request) {
        mustNotBeAtTheCounter(wish.fulfillmentType());
        mustFit(wish);
        Cart cart = carts.lock(tx, owner);
        if (cart.payingFor() != null) {
            return new BeingPaid();
        }
        Store store = carts.holdSellingStore(tx, wish.store(), cart.storeId());
        CustomerId customer = cart.customerId();
        Buyer buyer = customer == null ? new Buyer(null, guest) : customer(tx, customer);
        return placement.place(tx, actor, new Purchase(wish, store, itemsOf(cart), buyer, "CART", cart, null, request));
    }

    /**
     * Buys the wish's own items, without a cart.
     *
     * @param customer for whom staff buy it; null for oneself, and for somebody unknown at the counter
     * @throws DomainError {@link ErrorCode#FORBIDDEN} unless staff does what only staff may,
     *     {@link ErrorCode#WRONG_STORE} where it does not work
     */
    PlaceOrderOutcome order(
            Tx tx,
            Actor actor,
            PlaceOrder wish,
            Map<ProductId, Quantity> items,
            @Nullable CustomerId customer,
            RequestKey request) {
        boolean atTheCounter = wish.fulfillmentType() == FulfillmentType.IN_STORE;
        mustFit(wish);
        Store store = carts.holdSellingStore(tx, wish.store(), null);
        if (atTheCounter || customer != null) {
            mustBeStaffOf(actor, store);
        }
        Buyer buyer = customer != null
                ? customer(tx, customer)
                : atTheCounter ? Buyer.UNKNOWN : customer(tx, customers.ofUser(tx, actor.signedIn()));
        return placement.place(
                tx,
                actor,
                new Purchase(wish, store, items, buyer, atTheCounter ? "COUNTER" : "API", null, null, request));
    }

    /** Somebody whom the shop knows, and who stays until the transaction ends. */
    Buyer customer(Tx tx, CustomerId id) {
        return new Buyer(id, customers.contact(tx, id));
    }

    /** @throws DomainError {@link ErrorCode#FORBIDDEN}, {@link ErrorCode#WRONG_STORE} */
    static void mustBeStaffOf(Actor actor, Store store) {
        if (!actor.isStaff()) {
            throw DomainError.of(ErrorCode.FORBIDDEN, "Only staff buys for others and sells at the counter.");
        }
        actor.mustWorkIn(store.id());
    }

    private static void mustNotBeAtTheCounter(FulfillmentType fulfillmentType) {
        if (fulfillmentType == FulfillmentType.IN_STORE) {
            throw DomainError.invalid("fulfillment_type", "invalid", "Sales at the counter are orders without a cart.");
        }
    }

    /** At the counter money is taken by hand, and nowhere else. */
    static void mustFit(PlaceOrder wish) {
        PlaceOrder.Means means = wish.payment();
        if (means == null) {
            return;
        }
        boolean byHand = means.method() == PaymentMethod.CASH || means.method() == PaymentMethod.CARD_TERMINAL;
        if (byHand != (wish.fulfillmentType() == FulfillmentType.IN_STORE)) {
            throw DomainError.of(
                    ErrorCode.PAYMENT_METHOD_UNAVAILABLE,
                    byHand
                            ? "Cash and cards are taken like this at the counter only."
                            : "At the counter one pays by CASH or CARD_TERMINAL.");
        }
    }

    private static Map<ProductId, Quantity> itemsOf(Cart cart) {
        Map<ProductId, Quantity> items = new LinkedHashMap<>();
        cart.lines().forEach(line -> items.put(line.productId(), line.quantity()));
        return items;
    }
}
