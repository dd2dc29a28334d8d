package aisle.orders;

import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.platform.security.OpenToKeys;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.pricing.Calculation;
import aisle.pricing.Totals;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** HTTP of orders that were placed. */
@Path("/api/v1/orders")
@Tag(name = "Orders")
public class OrdersResource {
    private final Orders orders;
    private final Caller caller;

    OrdersResource(Orders orders, Caller caller) {
        this.orders = orders;
        this.caller = caller;
    }

    @GET
    @Authenticated
    @OpenToKeys
    @Operation(
            operationId = "listOrders",
            summary = "List orders, newest first: your own, or as staff those of your stores")
    public Listing<OrderView> list(
            @QueryParam("status") @Nullable OrderStatus status,
            @QueryParam("store_id") @Nullable StoreId store,
            @QueryParam("q") @Nullable String number,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @Valid @BeanParam Paging paging) {
        OrderFilter filter = new OrderFilter(status, store, number, from, to);
        return paging.listing(orders.list(caller.actor(), filter, paging.request()), OrderView::of);
    }

    @GET
    @Path("/my-orders")
    @Authenticated
    @Operation(operationId = "listMyOrders", summary = "List your own orders, newest first")
    public Listing<OrderView> listOwn(
            @QueryParam("status") @Nullable OrderStatus status, @Valid @BeanParam Paging paging) {
        OrderFilter filter = new OrderFilter(status, null, null, null, null);
        return paging.listing(orders.listOwn(caller.actor(), filter, paging.request()), OrderView::of);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @OpenToKeys
    @Operation(operationId = "getOrder", summary = "Get an order of your own, or as staff of its store")
    public Data<OrderView> get(@PathParam("id") OrderId id, @HeaderParam("X-Order-Token") @Nullable String token) {
        return new Data<>(OrderView.of(orders.get(caller.actor(), id, token)));
    }

    /**
     * How an order's figures came about, and whether they still come out.
     *
     * @param recomputed the totals, computed anew from what went in
     * @param reproducible whether these are the order's, to the last unit
     */
    @Schema(name = "OrderCalculation")
    public record CalculationView(Calculation calculation, Totals recomputed, boolean reproducible) {
        static CalculationView of(Calculation kept) {
            Calculation again = kept.again();
            return new CalculationView(kept, again.totals(), again.equals(kept));
        }
    }

    @GET
    @Path("/{id}/calculation")
    @PermitAll
    @OpenToKeys
    @Operation(operationId = "getOrderCalculation", summary = "See how the figures of an order came about")
    public Data<CalculationView> calculation(
            @PathParam("id") OrderId id, @HeaderParam("X-Order-Token") @Nullable String token) {
        return new Data<>(CalculationView.of(orders.calculation(caller.actor(), id, token)));
    }

    @GET
    @Path("/{id}/history")
    @PermitAll
    @OpenToKeys
    @Operation(operationId = "getOrderHistory", summary = "See what happened to an order, oldest first")
    public Data<List<OrderEvent>> history(
            @PathParam("id") OrderId id, @HeaderParam("X-Order-Token") @Nullable String token) {
        return new Data<>(orders.history(caller.actor(), id, token));
    }
}
