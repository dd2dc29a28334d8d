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
import aisle.platform.web.PositiveQuantity;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import aisle.pricing.Totals;
import io.quarkus.security.Authenticated;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of the caller's own cart. Every change answers the whole cart. */
@Path("/api/v1/cart")
@Tag(name = "Cart")
@Authenticated
public class CartResource {
    private final Carts carts;
    private final Writes writes;
    private final Caller caller;

    CartResource(Carts carts, Writes writes, Caller caller) {
        this.carts = carts;
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

        /** A line with today's price and stock; {@code previousPrice} is set when the customer was shown another. */
        @Schema(name = "CartItem")
        public record Item(
                CartLineId id,
                ProductId productId,
                String sku,
                String name,
                String unit,
                Quantity quantity,
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
                    line.offer().price(),
                    line.wanted().previousPrice(line.offer().price()),
                    line.available(),
                    line.lineTotal());
        }
    }

    @GET
    @Authenticated
    @Operation(operationId = "getCart", summary = "Look at your cart with today's prices and stock")
    public Data<CartView> get() {
        return new Data<>(CartView.of(carts.view(caller.actor().signedIn())));
    }

    @POST
    @Path("/items")
    @Authenticated
    @Operation(operationId = "addCartItem", summary = "Put a product into your cart; adding again adds up")
    public RestResponse<Data<CartView>> add(@BeanParam Preconditions preconditions, @NotNull @Valid AddItem item) {
        return change(
                item, tx -> carts.add(tx, caller.actor(), preconditions.expected(), item.productId(), item.quantity()));
    }

    @PUT
    @Path("/items/{id}")
    @Authenticated
    @Operation(operationId = "setCartItem", summary = "Set how much of a line you want")
    public RestResponse<Data<CartView>> set(
            @PathParam("id") CartLineId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid SetQuantity wanted) {
        return change(
                wanted, tx -> carts.setQuantity(tx, caller.actor(), preconditions.expected(), id, wanted.quantity()));
    }

    @DELETE
    @Path("/items/{id}")
    @Authenticated
    @Operation(operationId = "removeCartItem", summary = "Take a line out of your cart")
    public RestResponse<Data<CartView>> remove(@PathParam("id") CartLineId id, @BeanParam Preconditions preconditions) {
        return change(null, tx -> carts.remove(tx, caller.actor(), preconditions.expected(), id));
    }

    @DELETE
    @Authenticated
    @Operation(operationId = "clearCart", summary = "Empty your cart")
    public RestResponse<Data<CartView>> clear(@BeanParam Preconditions preconditions) {
        return change(null, tx -> carts.clear(tx, caller.actor(), preconditions.expected()));
    }

    @PATCH
    @Authenticated
    @Operation(operationId = "chooseCartStore", summary = "Choose the store to buy from")
    public RestResponse<Data<CartView>> chooseStore(
            @BeanParam Preconditions preconditions, @NotNull @Valid ChooseStore choice) {
        return change(choice, tx -> carts.chooseStore(tx, caller.actor(), preconditions.expected(), choice.storeId()));
    }

    private RestResponse<Data<CartView>> change(@Nullable Object body, Function<Tx, PricedCart> work) {
        return writes.perform(body, tx -> Answer.ok(CartView.of(work.apply(tx))));
    }
}
