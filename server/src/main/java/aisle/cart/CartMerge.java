package aisle.cart;

import aisle.accounts.signin.GuestCarts;
import aisle.accounts.signin.GuestCarts.MergedCart.Outcome;
import aisle.audit.Audit;
import aisle.catalog.prices.Offer;
import aisle.catalog.prices.Offers;
import aisle.delivery.SlotHolds;
import aisle.kernel.Actor;
import aisle.kernel.CartLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Store;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a guest's cart when the guest signs in: it adds up with the user's own, as far as the store has stock, and
 * takes its slot along. Nothing that the user had before becomes less. Of several sign-ins with one token one finds the cart.
 */
@Singleton
class CartMerge implements GuestCarts {
    private final CartDao dao = new CartDao();
    private final CartTokens tokens;
    private final Carts carts;
    private final Offers offers;
    private final SlotHolds holds;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    CartMerge(CartTokens tokens, Carts carts, Offers offers, SlotHolds holds, Audit audit, Time time, Ids ids) {
        this.tokens = tokens;
        this.carts = carts;
        this.offers = offers;
        this.holds = holds;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    @Override
    public @Nullable MergedCart merge(Tx tx, Actor user, String token) {
        Instant now = time.now();
        CartToken guest = tokens.known(token);
        Cart brought = guest == null ? null : dao.seize(tx, guest, now);
        // What is just being paid for is not bought once more: it stays the guest's, and leaves its cart with the
        // order.
        if (brought == null || brought.payingFor() != null) {
            return null;
        }
        Cart own = carts.lock(tx, new CartOwner.User(user.signedIn()));
        StoreId store = storeOf(own, brought);
        if (store != null && !store.equals(own.storeId())) {
            dao.setStore(tx, own.id(), store);
        }
        List<MergedCart.Line> lines = lines(own, brought, supply(tx, store, brought));
        dao.putLines(tx, own.id(), kept(brought, lines), now);
        holds.move(tx, brought.id(), own.id());
        dao.delete(tx, brought.id());
        audit.record(
                tx,
                user,
                "cart.merged",
                "cart",
                own.id().value(),
                store,
                Map.of("guest_cart_id", brought.id(), "products", lines.size()));
        return lines.isEmpty() ? null : new MergedCart(lines);
    }

    /** Where the user was buying already; who had nothing in the cart goes on where the guest was. */
    private static @Nullable StoreId storeOf(Cart own, Cart brought) {
        boolean goesOn = own.storeId() == null || (own.lines().isEmpty() && brought.storeId() != null);
        return goesOn ? brought.storeId() : own.storeId();
    }

    /** How much the store can promise of what was brought, without what it does not sell; null without a store. */
    private @Nullable Map<ProductId, Quantity> supply(Tx tx, @Nullable StoreId chosen, Cart brought) {
        Store store = carts.shownStore(tx.handle(), chosen);
        if (store == null) {
            return null;
        }
        List<ProductId> products =
                brought.lines().stream().map(Cart.Line::productId).toList();
        return offers.offers(tx.handle(), store, products).stream()
                .filter(Offer::sellable)
                .collect(Collectors.toMap(Offer::productId, Offer::available));
    }

    /** What becomes of each line; {@code supply} of null knows no limits. */
    static List<MergedCart.Line> lines(Cart own, Cart brought, @Nullable Map<ProductId, Quantity> supply) {
        int room = Carts.MAX_LINES - own.lines().size();
        List<MergedCart.Line> lines = new ArrayList<>();
        for (Cart.Line line : brought.lines()) {
            ProductId product = line.productId();
            Cart.Line there = own.line(product).orElse(null);
            Quantity before = there == null ? Quantity.ZERO : there.quantity();
            Quantity both = least(before.plus(line.quantity()), Quantity.MAX);
            Quantity most = supply == null ? both : supply.getOrDefault(product, Quantity.ZERO);
            Quantity after = greatest(before, least(both, most));
            boolean fits = there != null || room > 0;
            if (!fits) {
                after = Quantity.ZERO;
            } else if (there == null && after.isPositive()) {
                room--;
            }
            lines.add(new MergedCart.Line(product, line.quantity(), after, outcome(fits, before, after, both)));
        }
        return lines;
    }

    private static Outcome outcome(boolean fits, Quantity before, Quantity after, Quantity both) {
        if (!fits) {
            return Outcome.CART_FULL;
        }
        if (after.equals(both)) {
            return Outcome.ADDED;
        }
        return after.equals(before) ? Outcome.NOT_AVAILABLE : Outcome.REDUCED_TO_STOCK;
    }

    /** The lines of the user's cart that are other than before. */
    private List<Cart.Line> kept(Cart brought, List<MergedCart.Line> lines) {
        List<Cart.Line> kept = new ArrayList<>();
        for (MergedCart.Line line : lines) {
            boolean isMore = line.outcome() == Outcome.ADDED || line.outcome() == Outcome.REDUCED_TO_STOCK;
            brought.line(line.productId())
                    .filter(was -> isMore)
                    .ifPresent(was -> kept.add(new Cart.Line(
                            new CartLineId(ids.next()), line.productId(), line.quantity(), was.seenPrice())));
        }
        return kept;
    }

    private static Quantity least(Quantity one, Quantity other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Quantity greatest(Quantity one, Quantity other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
