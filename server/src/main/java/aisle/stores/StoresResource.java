package aisle.stores;

import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of stores. */
@Path("/api/v1/stores")
@Tag(name = "Stores")
public class StoresResource {
    private final Stores stores;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    StoresResource(Stores stores, Writes writes, Caller caller, MergePatch mergePatch) {
        this.stores = stores;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** A store as clients see it. */
    @Schema(name = "Store")
    public record StoreView(
            StoreId id,
            String name,
            @Nullable StoreAddress address,
            String timezone,
            String currency,
            boolean delivers,
            boolean pricesIncludeTax,
            Map<Weekday, List<OpeningHours>> openingHours,
            List<String> postcodes,
            boolean active,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Versioned {
        static StoreView of(Store store) {
            return new StoreView(
                    store.id(),
                    store.name(),
                    store.address(),
                    store.timezone().getId(),
                    store.currency().getCurrencyCode(),
                    store.delivers(),
                    store.pricesIncludeTax(),
                    store.openingHours(),
                    store.postcodes(),
                    store.active(),
                    store.version(),
                    store.createdAt(),
                    store.updatedAt());
        }
    }

    /** What became of a store's things. */
    @Schema(name = "ArchivedStore")
    public record ArchivedView(StoreId id, long products, long unassignedProducts, long unassignedTags) {
        static ArchivedView of(ArchivedStore archived) {
            return new ArchivedView(
                    archived.id(), archived.products(), archived.unassignedProducts(), archived.unassignedTags());
        }
    }

    @GET
    @PermitAll
    @Operation(operationId = "listStores", summary = "List the stores, by name")
    public Listing<StoreView> list(@Valid @BeanParam Paging paging) {
        return paging.listing(stores.list(null, paging.request()), StoreView::of);
    }

    @GET
    @Path("/search")
    @PermitAll
    @Operation(operationId = "searchStores", summary = "Find stores by a part of their name")
    public Listing<StoreView> search(@QueryParam("name") @NotBlank String name, @Valid @BeanParam Paging paging) {
        return paging.listing(stores.list(name, paging.request()), StoreView::of);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(operationId = "getStore", summary = "Get a store")
    public Data<StoreView> get(@PathParam("id") StoreId id) {
        return new Data<>(StoreView.of(stores.get(id)));
    }

    @POST
    @RolesAllowed(Role.Names.ADMIN)
    @ResponseStatus(201)
    @Operation(operationId = "createStore", summary = "Open a store; a name alone suffices")
    public RestResponse<Data<StoreView>> create(@NotNull @Valid StoreDetails details) {
        return writes.perform(details, tx -> {
            Store store = stores.create(tx, caller.actor(), details);
            return Answer.created("/api/v1/stores/" + store.id(), StoreView.of(store));
        });
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "201", description = "Created")
    @Operation(operationId = "putStore", summary = "Replace a store; an unknown id becomes a new store")
    public RestResponse<Data<StoreView>> put(
            @PathParam("id") StoreId id, @BeanParam Preconditions preconditions, @NotNull @Valid StoreDetails details) {
        return writes.perform(details, tx -> {
            Stores.Written written = stores.put(tx, caller.actor(), id, preconditions.expected(), details);
            StoreView view = StoreView.of(written.store());
            return written.created() ? Answer.created("/api/v1/stores/" + id, view) : Answer.ok(view);
        });
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "changeStore", summary = "Change some members of a store")
    @RequestBody(content = @Content(schema = @Schema(implementation = StoreDetails.class)))
    public RestResponse<Data<StoreView>> change(
            @PathParam("id") StoreId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(patch, tx -> {
            Store store = stores.change(
                    tx, caller.actor(), id, preconditions.expected(), details -> mergePatch.apply(details, patch));
            return Answer.ok(StoreView.of(store));
        });
    }

    @PATCH
    @Path("/{id}/toggle")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "toggleStore", summary = "Let a store sell, or not for the time being")
    public RestResponse<Data<StoreView>> toggle(@PathParam("id") StoreId id, @BeanParam Preconditions preconditions) {
        return writes.perform(
                null, tx -> Answer.ok(StoreView.of(stores.toggle(tx, caller.actor(), id, preconditions.expected()))));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "archiveStore", summary = "Archive a store; its products and tags become unassigned")
    public RestResponse<Data<ArchivedView>> archive(
            @PathParam("id") StoreId id, @BeanParam Preconditions preconditions) {
        return writes.perform(
                null,
                tx -> Answer.ok(ArchivedView.of(stores.archive(tx, caller.actor(), id, preconditions.expected()))));
    }
}
