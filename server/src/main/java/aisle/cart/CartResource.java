package aisle.cart;

import aisle.kernel.CartId;
import aisle.kernel.CartLineId;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.GuestToken;
import aisle.platform.web.PositiveQuantity;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import aisle.pricing.Totals;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of the caller's own cart, signed in or not. Every change answers the whole cart. */
@Path("/api/v1/cart")
@Tag(name = "Cart")
public class CartResource {
    private final Carts carts;
    private final CartOwners owners;
    private final Writes writes;
    private final Caller caller;

    CartResource(Carts carts, CartOwners owners, Writes writes, Caller caller) {
        this.carts = carts;
        this.owners = owners;
        this.writes = writes;
        this.caller = caller;
    }

    /** What to put in. */
    @Schema(name = "CartItemToAdd")
    public record AddItem(
            @NotNull ProductId productId,
            @NotNull @PositiveQuantity Quantity quantity) {}

    /** How much is wanted. */
    @Schema(name = "CartItemQuantity")
    public record SetQuantity(@NotNull @PositiveQuantity Quantity quantity) {}

    /** Where to buy. */
    @Schema(name = "CartStore")
    public record ChooseStore(@NotNull StoreId storeId) {}

    /** A cart as clients see it. */
    @Schema(name = "Cart")
    public record CartView(
            @Nullable CartId id,
            @Nullable StoreId storeId,
            @Nullable String currency,
            List<Item> items,
            @Nullable Totals totals,
            long version,
            @Nullable Instant expiresAt)
            implements Versioned {
        /** Prices and stock change without it. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        /**
         * A line with today's price and stock; {@code previousPrice} is set when the customer was shown another, and
         * {@code sold} is false when the store does not sell it any more.
         */
        @Schema(name = "CartItem")
        public record Item(
                CartLineId id,
                ProductId productId,
                String sku,
                String name,
                String unit,
                Quantity quantity,
                boolean sold,
                Money unitPrice,
                @Nullable Money previousPrice,
                Quantity availableQuantity,
                Money lineTotal) {}

        static CartView of(PricedCart priced) {
            Cart cart = priced.cart();
            return new CartView(
                    cart == null ? null : cart.id(),
                    priced.store() == null ? null : priced.store().id(),
                    priced.store() == null ? null : priced.store().currency().getCurrencyCode(),
                    priced.lines().stream().map(CartView::item).toList(),
                    priced.totals(),
                    cart == null ? 0 : cart.version(),
                    cart == null ? null : cart.expiresAt());
        }

        private static Item item(PricedCart.Line line) {
            return new Item(
                    line.wanted().id(),
                    line.wanted().productId(),
                    line.offer().sku(),
                    line.offer().name(),
                    line.offer().unit().name(),
                    line.wanted().quantity(),
                    line.offer().sellable(),
                    line.offer().price(),
                    line.wanted().previousPrice(line.offer().price()),
                    line.available(),
                    line.lineTotal());
        }
    }

    @GET
    @PermitAll
    @Operation(operationId = "getCart", summary = "Look at your cart with today's prices and stock")
    public RestResponse<Data<CartView>> get(@BeanParam GuestToken guest) {
        CartOwner owner = owners.of(caller.actor(), guest);
        return carrying(owner, RestResponse.ok(new Data<>(CartView.of(carts.view(owner)))));
    }

    @POST
    @Path("/items")
    @PermitAll
    @Operation(operationId = "addCartItem", summary = "Put a product into your cart; adding again adds up")
    public RestResponse<Data<CartView>> add(
            @BeanParam GuestToken guest, @BeanParam Preconditions preconditions, @NotNull @Valid AddItem item) {
        return change(
                guest,
                item,
                (tx, owner) -> carts.add(
                        tx, caller.actor(), owner, preconditions.expected(), item.productId(), item.quantity()));
    }

    @PUT
    @Path("/items/{id}")
    @PermitAll
    @Operation(operationId = "setCartItem", summary = "Set how much of a line you want")
    public RestResponse<Data<CartView>> set(
            @PathParam("id") CartLineId id,
            @BeanParam GuestToken guest,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid SetQuantity wanted) {
        return change(
                guest,
                wanted,
                (tx, owner) ->
                        carts.setQuantity(tx, caller.actor(), owner, preconditions.expected(), id, wanted.quantity()));
    }

    @DELETE
    @Path("/items/{id}")
    @PermitAll
    @Operation(operationId = "removeCartItem", summary = "Take a line out of your cart")
    public RestResponse<Data<CartView>> remove(
            @PathParam("id") CartLineId id, @BeanParam GuestToken guest, @BeanParam Preconditions preconditions) {
        return change(
                guest, null, (tx, owner) -> carts.remove(tx, caller.actor(), owner, preconditions.expected(), id));
    }

    @DELETE
    @PermitAll
    @Operation(operationId = "clearCart", summary = "Empty your cart")
    public RestResponse<Data<CartView>> clear(@BeanParam GuestToken guest, @BeanParam Preconditions preconditions) {
        return change(guest, null, (tx, owner) -> carts.clear(tx, caller.actor(), owner, preconditions.expected()));
    }

    @PATCH
    @PermitAll
    @Operation(operationId = "chooseCartStore", summary = "Choose the store to buy from")
    public RestResponse<Data<CartView>> chooseStore(
            @BeanParam GuestToken guest, @BeanParam Preconditions preconditions, @NotNull @Valid ChooseStore choice) {
        return change(
                guest,
                choice,
                (tx, owner) ->
                        carts.chooseStore(tx, caller.actor(), owner, preconditions.expected(), choice.storeId()));
    }

    private RestResponse<Data<CartView>> change(
            GuestToken guest, @Nullable Object body, BiFunction<Tx, CartOwner, PricedCart> work) {
        CartOwner owner = owners.of(caller.actor(), guest);
        Function<Tx, Answer<CartView>> change = tx -> Answer.ok(CartView.of(work.apply(tx, owner)));
        return carrying(owner, owner.isNew() ? writes.performAnew(change) : writes.perform(body, change));
    }

    /** Tells guests by what their cart is found. */
    static <T> RestResponse<Data<T>> carrying(CartOwner owner, RestResponse<Data<T>> answer) {
        if (owner instanceof CartOwner.Guest guest) {
            answer.getHeaders().putSingle(GuestToken.HEADER, guest.token().text());
        }
        return answer;
    }
}
