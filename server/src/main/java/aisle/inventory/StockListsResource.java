package aisle.inventory;

import aisle.inventory.InventoryResource.StockView;
import aisle.kernel.DomainError;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.Caller;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** HTTP of the lists of stock. */
@Path("/api/v1/inventory")
@Tag(name = "Inventory")
public class StockListsResource {
    private final StockLists lists;
    private final Caller caller;

    StockListsResource(StockLists lists, Caller caller) {
        this.lists = lists;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listStock", summary = "List the stock of your stores")
    public Listing<StockView> list(
            @QueryParam("store_id") @Nullable StoreId store,
            @QueryParam("product_id") @Nullable ProductId product,
            @QueryParam("level") @Parameter(description = "How well it is stocked; not together with as_of.") @Nullable
                    HealthLevel level,
            @QueryParam("as_of")
                    @Parameter(
                            description = "What was on hand at this moment, its own movements included;"
                                    + " reserved and available are null then.")
                    @Nullable
                    Instant asOf,
            @Valid @BeanParam Paging paging) {
        if (asOf == null) {
            return paging.listing(lists.now(caller.actor(), store, product, level, paging.request()), StockView::of);
        }
        if (level != null) {
            throw DomainError.invalid("level", "ambiguous", "What was available then is not known: leave out level.");
        }
        return paging.listing(lists.at(caller.actor(), store, product, asOf, paging.request()), StockView::of);
    }

    @GET
    @Path("/movements")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listStockMovements", summary = "Read the ledger of your stores, newest first")
    public Listing<StockMovement> movements(@Valid @BeanParam MovementQuery query, @Valid @BeanParam Paging paging) {
        return paging.listing(lists.movements(caller.actor(), query.filter(), paging.request()), movement -> movement);
    }
}
