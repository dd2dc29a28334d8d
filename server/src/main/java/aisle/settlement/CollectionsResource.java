package aisle.settlement;

import aisle.kernel.OrderId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.orders.Order;
import aisle.orders.Orders;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of cash and cards at the door. */
@Path("/api/v1/payments/collections")
@Tag(name = "Payments")
public class CollectionsResource {
    private final Orders orders;
    private final Collections collections;
    private final Writes writes;
    private final Caller caller;

    CollectionsResource(Orders orders, Collections collections, Writes writes, Caller caller) {
        this.orders = orders;
        this.collections = collections;
        this.writes = writes;
        this.caller = caller;
    }

    /** What was collected. */
    @Schema(name = "CollectionRequest")
    public record CollectionRequest(
            @NotNull OrderId orderId,
            @NotNull MoneyInput amount,
            @NotNull CollectedBy.Means means) {}

    /** What somebody handed over. */
    @Schema(name = "CashSettlementRequest")
    public record SettlementRequest(
            @NotNull StoreId storeId,
            @NotNull LocalDate day,
            @NotNull UUID collectorId,
            @NotNull MoneyInput handedOver) {}

    @POST
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(
            operationId = "collectPayment",
            summary = "Note what you collected for an order that is paid on delivery")
    public RestResponse<Data<OrderPayment>> collect(@NotNull @Valid CollectionRequest request) {
        Order order = orders.get(caller.actor(), request.orderId(), null);
        return writes.perform(
                request,
                tx -> Answer.created(
                        "/api/v1/orders/" + order.id() + "/payments",
                        OrderPayment.of(
                                collections.collect(tx, caller.actor(), order, request.amount(), request.means()),
                                List.of())));
    }

    @GET
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listCollections", summary = "See what each of the staff collected on a day")
    public Data<List<CollectedBy>> ofDay(
            @QueryParam("store_id") @NotNull StoreId store, @QueryParam("day") @NotNull LocalDate day) {
        return new Data<>(collections.ofDay(caller.actor(), store, day));
    }

    @POST
    @Path("/settlements")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "settleCash", summary = "Note how much cash one of the staff handed over for a day")
    public RestResponse<Data<List<CollectedBy>>> settle(@NotNull @Valid SettlementRequest request) {
        return writes.perform(
                request,
                tx -> Answer.ok(collections.settle(
                        tx,
                        caller.actor(),
                        request.storeId(),
                        request.day(),
                        request.collectorId(),
                        request.handedOver())));
    }
}
