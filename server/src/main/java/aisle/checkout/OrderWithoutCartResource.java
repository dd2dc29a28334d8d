package aisle.checkout;

import aisle.cart.Carts;
import aisle.kernel.Actor;
import aisle.kernel.AddressId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.OrderView;
import aisle.orders.SubstitutionPolicy;
import aisle.payments.PaymentMethod;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.PositiveQuantity;
import aisle.platform.web.Writes;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
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

/** HTTP of buying without a cart. */
@Path("/api/v1/orders")
@Tag(name = "Orders")
public class OrderWithoutCartResource {
    private final Checkout checkout;
    private final DeliveryAddresses delivery;
    private final Writes writes;
    private final Caller caller;

    OrderWithoutCartResource(Checkout checkout, DeliveryAddresses delivery, Writes writes, Caller caller) {
        this.checkout = checkout;
        this.delivery = delivery;
        this.writes = writes;
        this.caller = caller;
    }

    /** The wish to buy these products. */
    @Schema(name = "OrderRequest")
    public record OrderRequest(
            @NotEmpty @Size(max = Carts.MAX_LINES) List<@NotNull @Valid Item> items,
            @NotNull FulfillmentType fulfillmentType,
            @NotNull PaymentMethod paymentMethod,
            @Nullable StoreId storeId,
            @Nullable @Valid OrderAddress address,
            @Nullable AddressId addressId,
            @Nullable Boolean saveAsDefault,
            @Nullable SubstitutionPolicy substitutionPolicy,
            @Nullable MoneyInput expectedTotal,
            @Nullable @Size(max = 500) String note)
            implements PlaceOrderRequest {

        /** One wanted product; naming one twice adds up. */
        @Schema(name = "OrderRequestItem")
        public record Item(
                @NotNull ProductId productId,
                @NotNull @PositiveQuantity Quantity quantity) {}
    }

    @POST
    @Authenticated
    @ResponseStatus(201)
    @Operation(operationId = "createOrder", summary = "Order products without a cart")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<OrderView>> order(@NotNull @Valid OrderRequest request) {
        return writes.performOnce(request, tx -> {
            List<PlaceOrder.Item> items = request.items().stream()
                    .map(item -> new PlaceOrder.Item(item.productId(), item.quantity()))
                    .toList();
            Actor actor = caller.actor();
            OrderAddress address = delivery.of(tx.handle(), actor.signedIn(), request.address(), request.addressId());
            delivery.keep(tx, actor, request);
            return PlaceOrderAnswers.of(checkout.order(tx, actor, request.wish(address), PlaceOrder.sum(items)));
        });
    }
}
