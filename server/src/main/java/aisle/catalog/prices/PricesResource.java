package aisle.catalog.prices;

import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.kernel.PriceId;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.NotNegative;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of prices beside the chain's list price, which is a member of the product. */
@Path("/api/v1/products/{product_id}/prices")
@Tag(name = "Products")
public class PricesResource {
    private final Prices prices;
    private final PriceHistory history;
    private final Writes writes;
    private final Caller caller;

    PricesResource(Prices prices, PriceHistory history, Writes writes, Caller caller) {
        this.prices = prices;
        this.history = history;
        this.writes = writes;
        this.caller = caller;
    }

    /** What kind of a price it is. */
    @Schema(name = "PriceKind")
    public enum Kind {
        LIST,
        SCHEDULED
    }

    /** A price as clients see it. */
    @Schema(name = "Price")
    public record PriceView(
            @Nullable PriceId id,
            ProductId productId,
            @Nullable StoreId storeId,
            Kind kind,
            Money price,
            @Nullable Money oldPrice,
            Instant from,
            @Nullable Instant to,
            long version)
            implements Versioned {
        static PriceView of(PriceSpan span) {
            return new PriceView(
                    span.id(),
                    span.productId(),
                    span.storeId(),
                    span.isScheduled() ? Kind.SCHEDULED : Kind.LIST,
                    span.price(),
                    span.oldPrice(),
                    span.from(),
                    span.to(),
                    span.version());
        }
    }

    /** A store's own list price. */
    @Schema(name = "StorePriceDetails")
    public record StorePriceDetails(
            @NotNull @NotNegative MoneyInput price,
            @Nullable @NotNegative MoneyInput oldPrice) {}

    /** A price for a while. */
    @Schema(name = "NewScheduledPrice")
    public record NewScheduledPrice(
            @Nullable StoreId storeId,
            @NotNull @NotNegative MoneyInput price,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** What a product cost at least, before a reduction. */
    @Schema(name = "LowestPrice")
    public record LowestPriceView(
            ProductId productId,
            @Nullable StoreId storeId,
            @Nullable Money price,
            Instant from,
            Instant to) {}

    @GET
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listPrices", summary = "List the prices that hold or are planned")
    public Listing<PriceView> list(
            @PathParam("product_id") ProductId productId,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Valid @BeanParam Paging paging) {
        return paging.listing(history.present(productId, storeId, paging.request()), PriceView::of);
    }

    @GET
    @Path("/history")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listPriceHistory", summary = "List the prices that have held, newest first")
    public Listing<PriceView> history(
            @PathParam("product_id") ProductId productId,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Valid @BeanParam Paging paging) {
        return paging.listing(history.past(productId, storeId, paging.request()), PriceView::of);
    }

    @GET
    @Path("/lowest")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getLowestPrice", summary = "What a product cost at least in the last 30 days")
    public Data<LowestPriceView> lowest(
            @PathParam("product_id") ProductId productId,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Nullable @QueryParam("before") Instant before) {
        PriceHistory.Lowest lowest = history.lowest(productId, storeId, before);
        return new Data<>(new LowestPriceView(productId, storeId, lowest.price(), lowest.from(), lowest.to()));
    }

    @POST
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "schedulePrice", summary = "Plan a price for a while")
    public RestResponse<Data<PriceView>> schedule(
            @PathParam("product_id") ProductId productId, @NotNull @Valid NewScheduledPrice wanted) {
        Actor actor = caller.actor();
        if (wanted.storeId() != null) {
            actor.mustWorkIn(wanted.storeId());
        }
        return writes.perform(wanted, tx -> {
            PriceSpan span =
                    prices.schedule(tx, actor, productId, wanted.storeId(), wanted.price(), wanted.from(), wanted.to());
            return Answer.created("/api/v1/products/" + productId + "/prices/" + span.id(), PriceView.of(span));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "unschedulePrice", summary = "Take a planned price back, or end it")
    public RestResponse<Data<Void>> unschedule(
            @PathParam("product_id") ProductId productId,
            @PathParam("id") PriceId id,
            @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            prices.unschedule(tx, caller.actor(), productId, id, preconditions.expected());
            return Answer.noContent();
        });
    }

    @PUT
    @Path("/stores/{store_id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "201", description = "Created")
    @Operation(operationId = "putStorePrice", summary = "Give a store a list price of its own")
    public RestResponse<Data<PriceView>> put(
            @PathParam("product_id") ProductId productId,
            @PathParam("store_id") StoreId storeId,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid StorePriceDetails details) {
        Actor actor = caller.actor();
        actor.mustWorkIn(storeId);
        return writes.perform(details, tx -> {
            Prices.Written written = prices.putOfStore(
                    tx, actor, productId, storeId, preconditions.expected(), details.price(), details.oldPrice());
            PriceView view = PriceView.of(written.span());
            return written.created()
                    ? Answer.created("/api/v1/products/" + productId + "/prices?store_id=" + storeId, view)
                    : Answer.ok(view);
        });
    }

    @DELETE
    @Path("/stores/{store_id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "removeStorePrice", summary = "Let the chain's price hold in a store again")
    public RestResponse<Data<Void>> remove(
            @PathParam("product_id") ProductId productId,
            @PathParam("store_id") StoreId storeId,
            @BeanParam Preconditions preconditions) {
        Actor actor = caller.actor();
        actor.mustWorkIn(storeId);
        return writes.perform(null, tx -> {
            prices.removeOfStore(tx, actor, productId, storeId, preconditions.expected());
            return Answer.noContent();
        });
    }
}
