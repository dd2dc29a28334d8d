package aisle.inventory;

import aisle.inventory.PendingAdjustment.Status;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Role;
import aisle.kernel.StockAdjustmentId;
import aisle.kernel.StoreId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of changes of stock that take a second person. */
@Path("/api/v1/inventory/adjustments")
@Tag(name = "Inventory")
public class AdjustmentsResource {
    private final Adjustments adjustments;
    private final Writes writes;
    private final Caller caller;

    AdjustmentsResource(Adjustments adjustments, Writes writes, Caller caller) {
        this.adjustments = adjustments;
        this.writes = writes;
        this.caller = caller;
    }

    /** Why a change is refused. */
    @Schema(name = "Rejection")
    public record Rejection(@NotBlank @Size(max = 500) String reason) {}

    /** A change that waits, or waited. */
    @Schema(name = "StockAdjustment")
    public record AdjustmentView(
            StockAdjustmentId id,
            StoreId storeId,
            ProductId productId,
            Quantity delta,
            @Nullable Quantity onHand,
            StockReason reason,
            boolean releaseReservations,
            Map<String, @Nullable String> settings,
            Status status,
            @Nullable String rejectionReason,
            UUID requestedBy,
            Instant requestedAt,
            @Nullable UUID resolvedBy,
            @Nullable Instant resolvedAt,
            long version)
            implements Versioned {
        static AdjustmentView of(PendingAdjustment adjustment) {
            return new AdjustmentView(
                    adjustment.id(),
                    adjustment.storeId(),
                    adjustment.productId(),
                    adjustment.delta(),
                    adjustment.onHand(),
                    adjustment.reason(),
                    adjustment.releaseReservations(),
                    adjustment.settings().members(),
                    adjustment.status(),
                    adjustment.rejectionReason(),
                    adjustment.requestedBy(),
                    adjustment.requestedAt(),
                    adjustment.resolvedBy(),
                    adjustment.resolvedAt(),
                    adjustment.version());
        }
    }

    @GET
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(
            operationId = "listStockAdjustments",
            summary = "List the changes of stock that take a second person, newest first")
    public Listing<AdjustmentView> list(
            @QueryParam("store_id") @Nullable StoreId store,
            @QueryParam("status") @Nullable Status status,
            @Valid @BeanParam Paging paging) {
        return paging.listing(adjustments.list(caller.actor(), store, status, paging.request()), AdjustmentView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getStockAdjustment", summary = "Get a change of stock that takes a second person")
    public Data<AdjustmentView> get(@PathParam("id") StockAdjustmentId id) {
        return new Data<>(AdjustmentView.of(adjustments.get(caller.actor(), id)));
    }

    @POST
    @Path("/{id}/approve")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "approveStockAdjustment", summary = "Agree to a change of stock, which books it")
    public RestResponse<Data<AdjustmentView>> approve(
            @PathParam("id") StockAdjustmentId id, @BeanParam Preconditions preconditions) {
        return writes.perform(
                null,
                tx -> Answer.ok(
                        AdjustmentView.of(adjustments.approve(tx, caller.actor(), id, preconditions.expected()))));
    }

    @POST
    @Path("/{id}/reject")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "rejectStockAdjustment", summary = "Refuse a change of stock for good")
    public RestResponse<Data<AdjustmentView>> reject(
            @PathParam("id") StockAdjustmentId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid Rejection rejection) {
        return writes.perform(
                rejection,
                tx -> Answer.ok(AdjustmentView.of(
                        adjustments.reject(tx, caller.actor(), id, preconditions.expected(), rejection.reason()))));
    }

    /** For the API's description only. */
    @Schema(name = "DataStockAdjustment")
    public record AdjustmentData(AdjustmentView data) {}
}
