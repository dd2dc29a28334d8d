package aisle.inventory.stocktakes;

import aisle.inventory.stocktakes.StockTakes.Area;
import aisle.inventory.stocktakes.StockTakes.Count;
import aisle.inventory.stocktakes.StockTakes.Show;
import aisle.kernel.CategoryId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Role;
import aisle.kernel.StockTakeId;
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
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of stock-takes. */
@Path("/api/v1/inventory/stock-takes")
@Tag(name = "Inventory")
public class StockTakesResource {
    private static final int MOST_COUNTS = 200;

    private final StockTakes takes;
    private final Writes writes;
    private final Caller caller;

    StockTakesResource(StockTakes takes, Writes writes, Caller caller) {
        this.takes = takes;
        this.writes = writes;
        this.caller = caller;
    }

    /** What is to be counted. */
    @Schema(name = "NewStockTake")
    public record NewTake(
            @NotNull StoreId storeId,
            @Nullable @Size(min = 1, max = 50) String binPrefix,
            @Nullable CategoryId categoryId,
            @Nullable @Size(max = 500) String note) {}

    /** What somebody counted. */
    @Schema(name = "StockCounts")
    public record Counts(
            @NotNull @NotEmpty @Size(max = MOST_COUNTS) List<@NotNull @Valid CountedProduct> counts) {}

    /** What somebody counted of a product. */
    @Schema(name = "StockCount")
    public record CountedProduct(
            @NotNull ProductId productId,
            @NotNull Quantity quantity,
            @Nullable Instant countedAt) {}

    /** How to post. */
    @Schema(name = "StockTakePosting")
    public record Posting(@Nullable Boolean releaseReservations) {}

    /** A stock-take as clients see it. */
    @Schema(name = "StockTake")
    public record TakeView(
            StockTakeId id,
            StoreId storeId,
            @Nullable String binPrefix,
            @Nullable CategoryId categoryId,
            @Nullable String note,
            TakeStatus status,
            @Nullable UUID openedBy,
            Instant openedAt,
            @Nullable UUID closedBy,
            @Nullable Instant closedAt,
            long version)
            implements Versioned {
        static TakeView of(StockTake take) {
            return new TakeView(
                    take.id(),
                    take.storeId(),
                    take.binPrefix(),
                    take.categoryId(),
                    take.note(),
                    take.status(),
                    take.openedBy(),
                    take.openedAt(),
                    take.closedBy(),
                    take.closedAt(),
                    take.version());
        }
    }

    @GET
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listStockTakes", summary = "List the stock-takes of your stores, the newest first")
    public Listing<TakeView> list(
            @QueryParam("store_id") @Nullable StoreId store,
            @QueryParam("status") @Nullable TakeStatus status,
            @Valid @BeanParam Paging paging) {
        return paging.listing(takes.list(caller.actor(), store, status, paging.request()), TakeView::of);
    }

    @POST
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "openStockTake", summary = "Begin to count a store, or a part of it")
    public RestResponse<Data<TakeView>> open(@NotNull @Valid NewTake request) {
        caller.actor().mustWorkIn(request.storeId());
        Area area = new Area(request.storeId(), request.binPrefix(), request.categoryId(), request.note());
        return writes.perform(request, tx -> {
            StockTake take = takes.open(tx, caller.actor(), area);
            return Answer.created("/api/v1/inventory/stock-takes/" + take.id(), TakeView.of(take));
        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getStockTake", summary = "Get a stock-take")
    public Data<TakeView> get(@PathParam("id") StockTakeId id) {
        return new Data<>(TakeView.of(takes.get(caller.actor(), id)));
    }

    @POST
    @Path("/{id}/counts")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "countStock", summary = "Note what you counted")
    public RestResponse<Data<List<TakeLine>>> count(@PathParam("id") StockTakeId id, @NotNull @Valid Counts request) {
        List<Count> counts = request.counts().stream()
                .map(count -> new Count(count.productId(), count.quantity(), count.countedAt()))
                .toList();
        return writes.perform(request, tx -> Answer.ok(takes.count(tx, caller.actor(), id, counts)));
    }

    @GET
    @Path("/{id}/lines")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listStockTakeLines", summary = "Compare what was counted with the books, by bin")
    public Listing<TakeLine> lines(
            @PathParam("id") StockTakeId id,
            @QueryParam("show")
                    @DefaultValue("ALL")
                    @Parameter(description = "All products of the area, those that differ, or those not yet counted.")
                    Show show,
            @Valid @BeanParam Paging paging) {
        return paging.listing(takes.lines(caller.actor(), id, show, paging.request()), line -> line);
    }

    @POST
    @Path("/{id}/post")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "postStockTake", summary = "Book the differences")
    public RestResponse<Data<TakeView>> post(
            @PathParam("id") StockTakeId id, @BeanParam Preconditions preconditions, @NotNull @Valid Posting request) {
        boolean release = Boolean.TRUE.equals(request.releaseReservations());
        return writes.perform(
                request,
                tx -> Answer.ok(TakeView.of(takes.post(tx, caller.actor(), id, preconditions.expected(), release))));
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "cancelStockTake", summary = "Give a stock-take up; nothing is booked")
    public RestResponse<Data<TakeView>> cancel(
            @PathParam("id") StockTakeId id, @BeanParam Preconditions preconditions) {
        return writes.perform(
                null, tx -> Answer.ok(TakeView.of(takes.cancel(tx, caller.actor(), id, preconditions.expected()))));
    }
}
