package aisle.checkout;

import aisle.accounts.Customers;
import aisle.cart.Carts;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.orders.FulfillmentType;
import aisle.orders.NewOrder;
import aisle.orders.Order;
import aisle.orders.Orders;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.web.idempotency.RequestKey;
import aisle.stores.Store;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Orders that staff prepare for somebody: they can be changed, promise nothing, and become orders by the way that every order
 * goes, or vanish. Whoever may see a draft may finish it: staff of its store, and the customer whose it is.
 */
@Singleton
class Drafts {
    private final Customers customers;
    private final Carts carts;
    private final Quotes quotes;
    private final Placement placement;
    private final Orders orders;
    private final Ids ids;

    Drafts(Customers customers, Carts carts, Quotes quotes, Placement placement, Orders orders, Ids ids) {
        this.customers = customers;
        this.carts = carts;
        this.quotes = quotes;
        this.placement = placement;
        this.orders = orders;
        this.ids = ids;
    }

    /**
     * Writes a draft.
     *
     * @param customer for whom; null while that is not known
     * @throws DomainError {@link ErrorCode#FORBIDDEN}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#CUSTOMER_NOT_FOUND}, {@link ErrorCode#PRODUCT_UNAVAILABLE}
     */
    Order create(Tx tx, Actor actor, PlaceOrder wish, List<PlaceOrder.Item> items, @Nullable CustomerId customer) {
        Store store = carts.holdSellingStore(tx, wish.store(), null);
        Checkout.mustBeStaffOf(actor, store);
        Purchase purchase =
                new Purchase(wish, store, PlaceOrder.sum(items), buyer(tx, customer), "DRAFT", null, null, null);
        return orders.record(tx, actor, drafted(tx, purchase, new OrderId(ids.next())));
    }

    /**
     * Changes a draft.
     *
     * @throws DomainError {@link ErrorCode#ORDER_NOT_FOUND}, {@link ErrorCode#ORDER_NOT_DRAFT},
     *     {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#FORBIDDEN}, {@link ErrorCode#CUSTOMER_NOT_FOUND},
     *     {@link ErrorCode#PRODUCT_UNAVAILABLE}
     */
    Order change(Tx tx, Actor actor, OrderId id, ExpectedVersion expected, UnaryOperator<DraftDetails> change) {
        Order draft = lock(tx, actor, id, expected);
        DraftDetails before = DraftDetails.of(draft);
        DraftDetails after = change.apply(before);
        Store store = carts.holdSellingStore(tx, draft.storeId(), null);
        if (!Objects.equals(before.customerId(), after.customerId())) {
            Checkout.mustBeStaffOf(actor, store);
        }
        Purchase purchase = new Purchase(
                after.wish(draft.storeId()),
                store,
                PlaceOrder.sum(after.wanted()),
                buyer(tx, after.customerId()),
                draft.source(),
                null,
                draft,
                null);
        return orders.rewrite(tx, actor, draft, drafted(tx, purchase, id));
    }

    /** Places a draft by the way that every order goes; its answer stands for it. */
    PlaceOrderOutcome confirm(
            Tx tx,
            Actor actor,
            OrderId id,
            ExpectedVersion expected,
            UnaryOperator<PlaceOrder> finish,
            RequestKey request) {
        Order draft = lock(tx, actor, id, expected);
        PlaceOrder wish = finish.apply(DraftDetails.of(draft).wish(draft.storeId()));
        Checkout.mustFit(wish);
        Store store = carts.holdSellingStore(tx, draft.storeId(), null);
        if (wish.fulfillmentType() == FulfillmentType.IN_STORE) {
            Checkout.mustBeStaffOf(actor, store);
        }
        Map<ProductId, Quantity> items = new LinkedHashMap<>();
        draft.lines().forEach(line -> items.put(line.productId(), line.quantity()));
        return placement.place(
                tx,
                actor,
                new Purchase(wish, store, items, buyer(tx, draft.customerId()), draft.source(), null, draft, request));
    }

    /**
     * Removes a draft.
     *
     * @throws DomainError as for {@link #change}
     */
    void delete(Tx tx, Actor actor, OrderId id, ExpectedVersion expected) {
        orders.delete(tx, actor, lock(tx, actor, id, expected));
    }

    private Order lock(Tx tx, Actor actor, OrderId id, ExpectedVersion expected) {
        Order seen = orders.get(tx.handle(), actor, id, null);
        orders.lockDraft(tx, seen);
        Order draft = orders.get(tx, seen.storeId(), id);
        expected.mustAllow(draft.version());
        return draft;
    }

    private NewOrder drafted(Tx tx, Purchase purchase, OrderId id) {
        Quote quote = quotes.of(
                tx.handle(), purchase.store(), purchase.items(), purchase.wish().fulfillmentType());
        quote.mustBeSold();
        return placement.newOrder(purchase, id, quote, null, null);
    }

    private Buyer buyer(Tx tx, @Nullable CustomerId customer) {
        return customer == null ? Buyer.UNKNOWN : new Buyer(customer, customers.contact(tx, customer));
    }
}
