package aisle.checkout;

import aisle.cart.Cart;
import aisle.cart.CartOwner;
import aisle.cart.Carts;
import aisle.inventory.Shortage;
import aisle.kernel.Actor;
import aisle.kernel.AddressId;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.OrderView;
import aisle.orders.SubstitutionPolicy;
import aisle.payments.PaymentMethod;
import aisle.platform.db.Database;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Writes;
import aisle.pricing.PricedLine;
import aisle.pricing.Totals;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of buying. */
@Path("/api/v1/checkout")
@Tag(name = "Checkout")
public class CheckoutResource {
    private final Checkout checkout;
    private final DeliveryAddresses delivery;
    private final Carts carts;
    private final Database database;
    private final Writes writes;
    private final Caller caller;

    CheckoutResource(
            Checkout checkout,
            DeliveryAddresses delivery,
            Carts carts,
            Database database,
            Writes writes,
            Caller caller) {
        this.checkout = checkout;
        this.delivery = delivery;
        this.carts = carts;
        this.database = database;
        this.writes = writes;
        this.caller = caller;
    }

    /** How the goods are to reach the customer. */
    @Schema(name = "CheckoutPreviewRequest")
    public record PreviewRequest(
            @NotNull FulfillmentType fulfillmentType,
            @Nullable StoreId storeId,
            @Nullable @Valid OrderAddress address,
            @Nullable AddressId addressId,
            @Nullable SubstitutionPolicy substitutionPolicy) {}

    /** What confirming would do now. */
    @Schema(name = "CheckoutPreview")
    public record Preview(
            StoreId storeId,
            FulfillmentType fulfillmentType,
            List<Item> items,
            Totals totals,
            List<Shortage> missingItems,
            List<Quote.PriceChange> priceChanges,
            boolean addressServed) {

        /** A line with today's price. */
        @Schema(name = "CheckoutPreviewItem")
        public record Item(
                ProductId productId,
                String sku,
                String name,
                String unit,
                Quantity quantity,
                Money unitPrice,
                Money lineTotal) {}
    }

    /** The wish to buy what is in the cart. */
    @Schema(name = "CheckoutConfirmRequest")
    public record ConfirmRequest(
            @NotNull FulfillmentType fulfillmentType,
            @NotNull PaymentMethod paymentMethod,
            @Nullable StoreId storeId,
            @Nullable @Valid OrderAddress address,
            @Nullable AddressId addressId,
            @Nullable Boolean saveAsDefault,
            @Nullable SubstitutionPolicy substitutionPolicy,
            @Nullable MoneyInput expectedTotal,
            @Nullable @Size(max = 500) String note)
            implements PlaceOrderRequest {}

    @POST
    @Path("/preview")
    @Authenticated
    @Operation(operationId = "previewCheckout", summary = "See what your cart would cost and what is missing")
    public Data<Preview> preview(@NotNull @Valid PreviewRequest request) {
        return database.read(handle -> {
            Cart cart = carts.find(handle, new CartOwner.User(caller.actor().signedIn()));
            Quote quote = checkout.preview(handle, cart, request.storeId(), request.fulfillmentType());
            OrderAddress address =
                    delivery.of(handle, caller.actor().signedIn(), request.address(), request.addressId());
            return new Data<>(previewOf(quote, cart, request, address));
        });
    }

    private static Preview previewOf(
            Quote quote, @Nullable Cart cart, PreviewRequest request, @Nullable OrderAddress address) {
        boolean served =
                request.fulfillmentType() == FulfillmentType.PICKUP || Checkout.delivers(quote.store(), address);
        return new Preview(
                quote.store().id(),
                request.fulfillmentType(),
                quote.calculation().lines().stream()
                        .map(line -> previewItem(quote, line))
                        .toList(),
                quote.totals(),
                quote.missing(),
                quote.priceChanges(cart),
                served);
    }

    private static Preview.Item previewItem(Quote quote, PricedLine line) {
        var offer = quote.offerOf(line.productId());
        return new Preview.Item(
                line.productId(),
                offer.sku(),
                offer.name(),
                offer.unit().name(),
                line.quantity(),
                line.unitPrice(),
                line.total());
    }

    @POST
    @Path("/confirm")
    @Authenticated
    @ResponseStatus(201)
    @Operation(operationId = "confirmCheckout", summary = "Order what is in your cart")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<OrderView>> confirm(@NotNull @Valid ConfirmRequest request) {
        return writes.performOnce(request, tx -> {
            Actor actor = caller.actor();
            OrderAddress address = delivery.of(tx.handle(), actor.signedIn(), request.address(), request.addressId());
            delivery.keep(tx, actor, request);
            return PlaceOrderAnswers.of(checkout.confirm(tx, actor, request.wish(address)));
        });
    }
}
