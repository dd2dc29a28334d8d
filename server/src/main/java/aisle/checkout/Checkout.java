package aisle.checkout;

import aisle.accounts.Customers;
import aisle.cart.Cart;
import aisle.cart.CartOwner;
import aisle.cart.Carts;
import aisle.catalog.prices.Offer;
import aisle.catalog.prices.Offers;
import aisle.checkout.PlaceOrderOutcome.BelowMinimum;
import aisle.checkout.PlaceOrderOutcome.NotServed;
import aisle.checkout.PlaceOrderOutcome.NotSold;
import aisle.checkout.PlaceOrderOutcome.NotWhole;
import aisle.checkout.PlaceOrderOutcome.NothingToBuy;
import aisle.checkout.PlaceOrderOutcome.OutOfStock;
import aisle.checkout.PlaceOrderOutcome.Placed;
import aisle.checkout.PlaceOrderOutcome.PriceChanged;
import aisle.inventory.Inventory;
import aisle.inventory.Reserve;
import aisle.inventory.Shortage;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.NewOrder;
import aisle.orders.Order;
import aisle.orders.OrderAddress;
import aisle.orders.Orders;
import aisle.payments.Payments;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.pricing.Charges;
import aisle.pricing.PricedLine;
import aisle.settings.ShopSettings;
import aisle.stores.Store;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Buying. {@link #place} is the whole way from a wish to a confirmed order: one transaction, in which the stock is the
 * last to be asked.
 */
@Singleton
public class Checkout {
    private final Customers customers;
    private final Carts carts;
    private final Offers offers;
    private final ShopSettings settings;
    private final Inventory inventory;
    private final Orders orders;
    private final Payments payments;
    private final Ids ids;

    Checkout(
            Customers customers,
            Carts carts,
            Offers offers,
            ShopSettings settings,
            Inventory inventory,
            Orders orders,
            Payments payments,
            Ids ids) {
        this.customers = customers;
        this.carts = carts;
        this.offers = offers;
        this.settings = settings;
        this.inventory = inventory;
        this.orders = orders;
        this.payments = payments;
        this.ids = ids;
    }

    /** What the cart would cost, and what is missing. Promises nothing and changes nothing. */
    Quote preview(Handle handle, @Nullable Cart cart, @Nullable StoreId asked, FulfillmentType fulfillmentType) {
        Store store = carts.sellingStore(handle, asked, cart == null ? null : cart.storeId());
        return quote(handle, store, cart == null ? Map.of() : itemsOf(cart), fulfillmentType);
    }

    /** Buys what is in the actor's cart; what was bought leaves the cart with the order. */
    PlaceOrderOutcome confirm(Tx tx, Actor actor, PlaceOrder wish) {
        Cart cart = carts.lock(tx, new CartOwner.User(actor.signedIn()));
        Store store = carts.holdSellingStore(tx, wish.store(), cart.storeId());
        PlaceOrderOutcome outcome = place(tx, actor, wish, store, itemsOf(cart), "CART");
        if (outcome instanceof Placed) {
            carts.subtract(tx, cart, cart.lines());
        }
        return outcome;
    }

    /** Buys the wish's own items, without a cart. */
    PlaceOrderOutcome order(Tx tx, Actor actor, PlaceOrder wish, Map<ProductId, Quantity> items) {
        Store store = carts.holdSellingStore(tx, wish.store(), null);
        return place(tx, actor, wish, store, items, "API");
    }

    private PlaceOrderOutcome place(
            Tx tx, Actor actor, PlaceOrder wish, Store store, Map<ProductId, Quantity> items, String source) {
        // 1. Who buys, and what it is worth now.
        if (items.isEmpty()) {
            return new NothingToBuy();
        }
        Quote quote = quote(tx.handle(), store, items, wish.fulfillmentType());
        PlaceOrderOutcome refusal = refusal(wish, quote);
        if (refusal != null) {
            return refusal;
        }
        CustomerId customer = customers.ofUser(tx, actor.signedIn());

        // 2. The order, its payment and what must be known of it.
        NewOrder placed = newOrder(tx, wish, quote, customer, source);
        Order order = orders.record(tx, actor, placed);
        order = order.paidBy(payments.payOnDelivery(
                tx, store.id(), order.id(), order.totals().total()));

        // 3. The stock decides, as the last statement before the commit.
        inventory.reserveLast(
                tx,
                Reserve.forOrder(
                        store.id(),
                        order.id(),
                        order.lines().stream()
                                .map(line -> new Reserve.Line(line.id(), line.productId(), line.quantity()))
                                .toList()));
        return new Placed(order);
    }

    /** Why the wish cannot be fulfilled, as far as that shows before the stock is asked; null when it can. */
    private static @Nullable PlaceOrderOutcome refusal(PlaceOrder wish, Quote quote) {
        if (!quote.notSold().isEmpty()) {
            return new NotSold(quote.notSold());
        }
        if (!quote.notWhole().isEmpty()) {
            return new NotWhole(quote.notWhole());
        }
        if (wish.fulfillmentType() == FulfillmentType.DELIVERY && !delivers(quote.store(), wish.address())) {
            return new NotServed();
        }
        List<Shortage> missing = quote.missing();
        if (!missing.isEmpty()) {
            return new OutOfStock(missing);
        }
        if (quote.missingToMinimum() != null) {
            return new BelowMinimum(
                    quote.charges().minimumOrder(), quote.totals().subtotal());
        }
        if (!quote.calculation().isStorable()) {
            throw DomainError.of(ErrorCode.AMOUNT_TOO_LARGE, "The total of this order is too large.");
        }
        if (wish.expectedTotal() != null) {
            Money expected = wish.expectedTotal().in(quote.store().currency());
            Money total = quote.totals().total();
            if (expected.compareTo(total) != 0) {
                return new PriceChanged(expected, total);
            }
        }
        return null;
    }

    /** A store without postcodes delivers everywhere in its country. */
    static boolean delivers(Store store, @Nullable OrderAddress address) {
        if (!store.delivers() || address == null) {
            return false;
        }
        if (store.address() != null && !store.address().country().equals(address.country())) {
            return false;
        }
        return store.serves(address.postcode());
    }

    private NewOrder newOrder(Tx tx, PlaceOrder wish, Quote quote, CustomerId customer, String source) {
        List<Order.Line> lines = quote.calculation().lines().stream()
                .map(line -> orderLine(line, quote.offerOf(line.productId()), wish))
                .toList();
        return new NewOrder(
                new OrderId(ids.next()),
                quote.store(),
                customer,
                customers.contact(tx, customer),
                wish.fulfillmentType(),
                lines,
                quote.calculation(),
                wish.fulfillmentType() == FulfillmentType.DELIVERY ? wish.address() : null,
                wish.substitutionPolicy(),
                wish.note(),
                source);
    }

    private Order.Line orderLine(PricedLine line, Offer offer, PlaceOrder wish) {
        return new Order.Line(
                new OrderLineId(ids.next()),
                line.productId(),
                offer.sku(),
                offer.name(),
                offer.unit(),
                line.unitPrice(),
                line.quantity(),
                Quantity.ZERO,
                null,
                "PENDING",
                wish.substitutionPolicy(),
                line.total(),
                line.taxClass(),
                line.taxRate(),
                line.tax());
    }

    private Quote quote(Handle handle, Store store, Map<ProductId, Quantity> items, FulfillmentType fulfillmentType) {
        Map<ProductId, Offer> known = offers.offers(handle, store, items.keySet()).stream()
                .collect(Collectors.toMap(Offer::productId, Function.identity()));
        Charges charges = Charges.of(store, settings.ofStore(handle, store));
        return Quote.of(store, items, known, charges, fulfillmentType, Money.zero(store.currency()));
    }

    private static Map<ProductId, Quantity> itemsOf(Cart cart) {
        Map<ProductId, Quantity> items = new LinkedHashMap<>();
        cart.lines().forEach(line -> items.put(line.productId(), line.quantity()));
        return items;
    }
}
