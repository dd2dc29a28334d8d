package aisle.cart;

import aisle.accounts.Customers;
import aisle.audit.Audit;
import aisle.catalog.prices.Offer;
import aisle.catalog.prices.Offers;
import aisle.inventory.Shortage;
import aisle.kernel.Actor;
import aisle.kernel.CartId;
import aisle.kernel.CartLineId;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.pricing.Basket;
import aisle.pricing.Calculation;
import aisle.pricing.Pricing;
import aisle.settings.Settings;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Carts: put in, change, take out, look at with today's prices and stock. Every change may be refused as
 * {@link ErrorCode#PRECONDITION_FAILED} when the cart is not as expected.
 */
@Singleton
public class Carts {
    /** Lines that one cart or order may have. */
    public static final int MAX_LINES = 200;

    private final CartDao dao = new CartDao();
    private final Duration life;
    private final Duration guestLife;
    private final Database database;
    private final Customers customers;
    private final Stores stores;
    private final Settings settings;
    private final Offers offers;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Carts(
            Database database,
            Customers customers,
            Stores stores,
            Settings settings,
            Offers offers,
            Audit audit,
            AisleConfig config,
            Time time,
            Ids ids) {
        this.life = Duration.ofDays(config.carts().days());
        this.guestLife = Duration.ofDays(config.carts().guestDays());
        this.database = database;
        this.customers = customers;
        this.stores = stores;
        this.settings = settings;
        this.offers = offers;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /** The owner's cart; an empty one without id when there is none. */
    public PricedCart view(CartOwner owner) {
        return database.read(handle -> priced(handle, find(handle, owner)));
    }

    /** The owner's cart as it is kept, or null. */
    public @Nullable Cart find(Handle handle, CartOwner owner) {
        return switch (owner) {
            case CartOwner.User(UserId user) -> dao.find(handle, user, time.now());
            case CartOwner.Guest guest -> dao.find(handle, guest.token(), time.now());
        };
    }

    /**
     * Puts more of a product into the cart.
     *
     * @throws DomainError {@link ErrorCode#STORE_REQUIRED} when no store is chosen, {@link ErrorCode#PRODUCT_NOT_FOUND},
     *     {@link ErrorCode#INSUFFICIENT_STOCK}, {@link ErrorCode#TOO_MANY_LINES}
     */
    public PricedCart add(
            Tx tx, Actor actor, CartOwner owner, ExpectedVersion expected, ProductId product, Quantity quantity) {
        Cart cart = lock(tx, owner, expected);
        Quantity before = cart.line(product).map(Cart.Line::quantity).orElse(Quantity.ZERO);
        if (cart.lines().size() >= MAX_LINES && cart.line(product).isEmpty()) {
            throw DomainError.of(ErrorCode.TOO_MANY_LINES, "A cart holds at most " + MAX_LINES + " products.");
        }
        put(tx, cart, product, before.plus(quantity));
        return changed(tx, actor, owner, cart, "cart.line_added", product);
    }

    /**
     * Sets how much of a line is wanted.
     *
     * @throws DomainError {@link ErrorCode#CART_LINE_NOT_FOUND}, {@link ErrorCode#INSUFFICIENT_STOCK}
     */
    public PricedCart setQuantity(
            Tx tx, Actor actor, CartOwner owner, ExpectedVersion expected, CartLineId line, Quantity quantity) {
        Cart cart = lock(tx, owner, expected);
        Cart.Line found = cart.line(line).orElseThrow(Carts::noLine);
        put(tx, cart, found.productId(), quantity);
        return changed(tx, actor, owner, cart, "cart.line_changed", found.productId());
    }

    /** Takes a line out; {@link ErrorCode#CART_LINE_NOT_FOUND} when it is not there. */
    public PricedCart remove(Tx tx, Actor actor, CartOwner owner, ExpectedVersion expected, CartLineId line) {
        Cart cart = lock(tx, owner, expected);
        Cart.Line found = cart.line(line).orElseThrow(Carts::noLine);
        dao.removeLine(tx, cart.id(), line);
        return changed(tx, actor, owner, cart, "cart.line_removed", found.productId());
    }

    /** Empties the cart. */
    public PricedCart clear(Tx tx, Actor actor, CartOwner owner, ExpectedVersion expected) {
        Cart cart = lock(tx, owner, expected);
        dao.clear(tx, cart.id());
        return changed(tx, actor, owner, cart, "cart.cleared", null);
    }

    /**
     * Chooses where to buy. The lines stay; what the store does not sell is shown as not available.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#STORE_INACTIVE}
     */
    public PricedCart chooseStore(Tx tx, Actor actor, CartOwner owner, ExpectedVersion expected, StoreId store) {
        Cart cart = lock(tx, owner, expected);
        mustSell(stores.get(tx.handle(), store));
        dao.setStore(tx, cart.id(), store);
        return changed(tx, actor, owner, cart, "cart.store_chosen", null);
    }

    private Cart lock(Tx tx, CartOwner owner, ExpectedVersion expected) {
        Cart cart = lock(tx, owner);
        // Locking counts as a change already. A cart that was not there could be looked at too, as version 0.
        expected.mustAllow(cart.version() - 1);
        return cart;
    }

    /** The owner's cart, kept from other writers until the transaction ends: for checkout. */
    public Cart lock(Tx tx, CartOwner owner) {
        CartId newId = new CartId(ids.next());
        Instant now = time.now();
        return switch (owner) {
            case CartOwner.User(UserId user) -> {
                CustomerId customer = customers.ofUser(tx, user);
                yield dao.lock(tx, newId, customer, now, now.plus(life));
            }
            case CartOwner.Guest guest -> dao.lock(tx, newId, guest.token(), now, now.plus(guestLife));
        };
    }

    /** What lies in a locked cart is being paid for, so that nobody buys it twice; it can be changed meanwhile. */
    public void holdForPayment(Tx tx, CartId cart, OrderId order) {
        dao.setPayingFor(tx, cart, order);
    }

    /** What a cart was held for is paid: it leaves the cart, and what was put in meanwhile stays. */
    public void paid(Tx tx, CartId cart, List<Cart.Line> bought) {
        dao.setPayingFor(tx, cart, null);
        subtract(tx, cart, bought);
    }

    /** What a cart was held for will not be paid: it may be bought again. */
    public void unpaid(Tx tx, CartId cart) {
        dao.setPayingFor(tx, cart, null);
    }

    /** Takes what was bought out of a locked cart; what was put in meanwhile stays. */
    public void subtract(Tx tx, CartId cart, List<Cart.Line> bought) {
        dao.subtract(
                tx,
                cart,
                bought.stream().map(line -> line.productId().value()).toList(),
                bought.stream().map(line -> line.quantity().value()).toList());
    }

    /**
     * The store that sells: the one asked for, else the cart's, else the one that delivers for the chain.
     *
     * @throws DomainError {@link ErrorCode#STORE_REQUIRED} when none of these is known,
     *     {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#STORE_INACTIVE}
     */
    public Store sellingStore(Handle handle, @Nullable StoreId asked, @Nullable StoreId ofCart) {
        return mustSell(stores.get(handle, chosen(handle, asked, ofCart)));
    }

    /** As {@link #sellingStore}, and nobody archives it until the transaction ends. */
    public Store holdSellingStore(Tx tx, @Nullable StoreId asked, @Nullable StoreId ofCart) {
        return mustSell(stores.hold(tx, chosen(tx.handle(), asked, ofCart)));
    }

    private StoreId chosen(Handle handle, @Nullable StoreId asked, @Nullable StoreId ofCart) {
        StoreId chosen = asked != null ? asked : ofCart != null ? ofCart : settings.deliverySource(handle);
        if (chosen == null) {
            throw DomainError.of(
                    ErrorCode.STORE_REQUIRED, "Choose a store first: PATCH /api/v1/cart with its store_id.");
        }
        return chosen;
    }

    /** The store whose prices a cart shows: its own, else the one that delivers for the chain; null for none. */
    @Nullable
    Store shownStore(Handle handle, @Nullable StoreId ofCart) {
        StoreId shown = ofCart != null ? ofCart : settings.deliverySource(handle);
        return shown == null ? null : stores.find(handle, shown);
    }

    private static Store mustSell(Store store) {
        if (!store.active()) {
            throw DomainError.of(ErrorCode.STORE_INACTIVE, "This store does not sell at the moment.");
        }
        return store;
    }

    private void put(Tx tx, Cart cart, ProductId product, Quantity quantity) {
        Store store = sellingStore(tx.handle(), null, cart.storeId());
        Offer offer = offers.offers(tx.handle(), store, List.of(product)).stream()
                .filter(Offer::sellable)
                .findFirst()
                .orElseThrow(
                        () -> DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "This store does not sell such a product."));
        if (!quantity.fits(offer.unit())) {
            throw DomainError.invalid("quantity", "invalid", "This product is sold in whole pieces.");
        }
        if (offer.available().compareTo(quantity) < 0) {
            throw Shortage.refusal(List.of(new Shortage(product, quantity, offer.available())));
        }
        dao.putLine(
                tx,
                cart.id(),
                new CartLineId(ids.next()),
                product,
                quantity,
                offer.price().amount(),
                time.now());
    }

    private PricedCart changed(
            Tx tx, Actor actor, CartOwner owner, Cart cart, String action, @Nullable ProductId product) {
        Map<String, Object> facts = product == null ? Map.of() : Map.of("product_id", product.toString());
        audit.record(tx, actor, action, "cart", cart.id().value(), cart.storeId(), facts);
        return priced(tx.handle(), find(tx.handle(), owner));
    }

    private PricedCart priced(Handle handle, @Nullable Cart cart) {
        Store store = shownStore(handle, cart == null ? null : cart.storeId());
        if (store == null) {
            // None is chosen, or it was archived: the lines are shown again once another store is.
            return new PricedCart(cart, null, List.of(), null);
        }
        List<Cart.Line> wanted = cart == null ? List.of() : cart.lines();
        List<ProductId> products = wanted.stream().map(Cart.Line::productId).toList();
        Map<ProductId, Offer> known = offers.offers(handle, store, products).stream()
                .collect(Collectors.toMap(Offer::productId, Function.identity()));
        List<Offered> offered = wanted.stream()
                .flatMap(line -> Stream.ofNullable(known.get(line.productId())).map(offer -> new Offered(line, offer)))
                .toList();
        // What the store does not sell, or not in its currency, is shown, and adds to nothing.
        Calculation calculation = Pricing.price(Basket.of(
                offered.stream()
                        .filter(one -> one.offer().sellable())
                        .map(one -> Basket.Item.of(one.offer(), one.line().quantity()))
                        .toList(),
                store.currency(),
                store.pricesIncludeTax()));
        List<PricedCart.Line> lines = offered.stream().map(Carts::line).toList();
        return new PricedCart(cart, store, lines, calculation.totals());
    }

    private static PricedCart.Line line(Offered one) {
        return new PricedCart.Line(
                one.line(),
                one.offer(),
                one.offer().sellable() ? one.offer().available() : Quantity.ZERO,
                one.offer().price().times(one.line().quantity()));
    }

    /** A wanted line and what the store asks for it. */
    private record Offered(Cart.Line line, Offer offer) {}

    private static DomainError noLine() {
        return DomainError.of(ErrorCode.CART_LINE_NOT_FOUND, "There is no such line in your cart.");
    }
}
