package aisle.settlement;

import aisle.kernel.OrderId;
import aisle.kernel.Role;
import aisle.orders.Order;
import aisle.orders.Orders;
import aisle.payments.PaymentMethod;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.NoCardNumbers;
import aisle.platform.web.Writes;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** HTTP of what is paid and given back for an order. */
@Path("/api/v1/orders/{id}")
@Tag(name = "Payments")
public class SettlementResource {
    private final Orders orders;
    private final OrderPayments payments;
    private final Refunds refunds;
    private final Writes writes;
    private final Caller caller;

    SettlementResource(Orders orders, OrderPayments payments, Refunds refunds, Writes writes, Caller caller) {
        this.orders = orders;
        this.payments = payments;
        this.refunds = refunds;
        this.writes = writes;
        this.caller = caller;
    }

    /** The wish to pay what is open. */
    @Schema(name = "PaymentRequest")
    public record PaymentRequest(
            @NotNull PaymentMethod paymentMethod,
            @Nullable @Size(max = 200) String paymentToken) {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "PaymentRequest[" + paymentMethod + "]";
        }
    }

    @GET
    @Path("/payments")
    @PermitAll
    @Operation(operationId = "listOrderPayments", summary = "See the payments of an order and what became of each")
    public Data<List<OrderPayment>> listPayments(
            @PathParam("id") OrderId id, @HeaderParam("X-Order-Token") @Nullable String token) {
        return new Data<>(payments.list(order(id, token)));
    }

    @POST
    @Path("/payments")
    @PermitAll
    @NoCardNumbers
    @ResponseStatus(201)
    @Operation(operationId = "payOrder", summary = "Pay what is open of an order, after a payment that was declined")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<OrderPayment>> pay(
            @PathParam("id") OrderId id,
            @HeaderParam("X-Order-Token") @Nullable String token,
            @NotNull @Valid PaymentRequest request) {
        Order order = order(id, token);
        return writes.performInSteps(
                request,
                (tx, key) ->
                        payments.pay(tx, caller.actor(), order, request.paymentMethod(), request.paymentToken(), key));
    }

    /** How much to take. */
    @Schema(name = "CaptureRequest")
    public record CaptureRequest(@Nullable MoneyInput amount) {}

    @POST
    @Path("/payments/capture")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "captureOrder", summary = "Take the money that is authorised for an order")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<List<OrderPayment>>> capture(
            @PathParam("id") OrderId id, @NotNull @Valid CaptureRequest request) {
        Order order = order(id, null);
        return writes.performInSteps(
                request, (tx, key) -> payments.capture(tx, caller.actor(), order, request.amount(), key));
    }

    @GET
    @Path("/refunds")
    @PermitAll
    @Operation(operationId = "listRefunds", summary = "See what was given back for an order")
    public Data<List<Refund>> listRefunds(
            @PathParam("id") OrderId id, @HeaderParam("X-Order-Token") @Nullable String token) {
        return new Data<>(refunds.list(order(id, token)));
    }

    @POST
    @Path("/refunds")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "refundOrder", summary = "Give money back, for items of an order or an amount")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<Refund>> refund(@PathParam("id") OrderId id, @NotNull @Valid RefundWish wish) {
        Order order = order(id, null);
        return writes.performInSteps(wish, (tx, key) -> refunds.give(tx, caller.actor(), order, wish, key));
    }

    /** As far as the caller may see it. */
    private Order order(OrderId id, @Nullable String token) {
        return orders.get(caller.actor(), id, token);
    }
}
