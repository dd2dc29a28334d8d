package aisle.checkout;

import aisle.cart.Carts;
import aisle.kernel.Actor;
import aisle.kernel.AddressId;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.OrderView;
import aisle.orders.SubstitutionPolicy;
import aisle.payments.PaymentMethod;
import aisle.platform.db.Tx;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.NoCardNumbers;
import aisle.platform.web.PositiveQuantity;
import aisle.platform.web.Progress;
import aisle.platform.web.Writes;
import aisle.platform.web.idempotency.RequestKey;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
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

/** HTTP of buying without a cart, for oneself or, as staff, for others. */
@Path("/api/v1/orders")
@Tag(name = "Orders")
public class OrderWithoutCartResource {
    private final Checkout checkout;
    private final Drafts drafts;
    private final DeliveryAddresses delivery;
    private final PlaceOrderAnswers answers;
    private final Writes writes;
    private final Caller caller;

    OrderWithoutCartResource(
            Checkout checkout,
            Drafts drafts,
            DeliveryAddresses delivery,
            PlaceOrderAnswers answers,
            Writes writes,
            Caller caller) {
        this.checkout = checkout;
        this.drafts = drafts;
        this.delivery = delivery;
        this.answers = answers;
        this.writes = writes;
        this.caller = caller;
    }

    /** The wish to buy these products. */
    @Schema(name = "OrderRequest")
    public record OrderRequest(
            @NotEmpty @Size(max = Carts.MAX_LINES) List<@NotNull @Valid Item> items,
            @NotNull FulfillmentType fulfillmentType,
            @Nullable PaymentMethod paymentMethod,
            @Nullable @Size(max = 200) String paymentToken,
            @Nullable StoreId storeId,
            @Nullable CustomerId customerId,
            @Nullable @Valid OrderAddress address,
            @Nullable AddressId addressId,
            @Nullable Boolean saveAsDefault,
            @Nullable SlotId deliverySlotId,
            @Nullable SubstitutionPolicy substitutionPolicy,
            @Nullable MoneyInput expectedTotal,
            @Nullable @Size(max = 500) String note,
            @Nullable Boolean draft)
            implements PlaceOrderRequest {

        /** One wanted product; naming one twice adds up. */
        @Schema(name = "OrderRequestItem")
        public record Item(
                @NotNull ProductId productId,
                @NotNull @PositiveQuantity Quantity quantity) {}

        @Override
        public @Nullable SlotHoldId slotHoldId() {
            return null;
        }

        List<PlaceOrder.Item> wanted() {
            return items.stream()
                    .map(item -> new PlaceOrder.Item(item.productId(), item.quantity()))
                    .toList();
        }

        boolean isDraft() {
            return Boolean.TRUE.equals(draft);
        }

        /** What cannot go together. */
        private void mustMakeSense() {
            List<FieldError> wrong = new ArrayList<>();
            if (!isDraft() && paymentMethod == null) {
                wrong.add(new FieldError("payment_method", "required", "must not be null"));
            }
            if (isDraft() && (paymentMethod != null || deliverySlotId != null)) {
                wrong.add(new FieldError(
                        paymentMethod != null ? "payment_method" : "delivery_slot_id",
                        "conflict",
                        "A draft is paid, and gets its place in a slot, when it is confirmed."));
            }
            if (customerId != null && addressId != null) {
                wrong.add(new FieldError("address_id", "conflict", "Send the address of the customer itself."));
            }
            if (customerId != null && Boolean.TRUE.equals(saveAsDefault)) {
                wrong.add(new FieldError("save_as_default", "conflict", "Customers keep their own addresses."));
            }
            if (!wrong.isEmpty()) {
                throw DomainError.invalid(wrong);
            }
        }
    }

    @POST
    @NoCardNumbers
    @Authenticated
    @ResponseStatus(201)
    @Operation(operationId = "createOrder", summary = "Order products without a cart, or as staff for others")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<OrderView>> order(@NotNull @Valid OrderRequest request) {
        request.mustMakeSense();
        return writes.performInSteps(request, (tx, key) -> order(tx, key, request));
    }

    private Progress<OrderView> order(Tx tx, RequestKey key, OrderRequest request) {
        Actor actor = caller.actor();
        PlaceOrderOutcome earlier = checkout.earlier(tx, actor, request.paymentMethod(), key);
        if (earlier != null) {
            return answers.of(earlier);
        }
        OrderAddress address = delivery.of(tx.handle(), actor, request.address(), request.addressId());
        delivery.keep(tx, actor, request);
        PlaceOrder wish = request.wish(address);
        if (request.isDraft()) {
            OrderView draft = OrderView.of(drafts.create(tx, actor, wish, request.wanted(), request.customerId()));
            return new Progress.Done<>(Answer.created("/api/v1/orders/" + draft.id(), draft));
        }
        return answers.of(checkout.order(tx, actor, wish, PlaceOrder.sum(request.wanted()), request.customerId(), key));
    }
}
