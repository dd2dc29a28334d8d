package aisle.catalog.assortment;

import aisle.catalog.search.Catalog;
import aisle.catalog.search.CatalogQuery;
import aisle.catalog.search.ListingOfProducts;
import aisle.catalog.search.ProductFilter;
import aisle.kernel.Actor;
import aisle.kernel.CategoryId;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of what each store sells. */
@Path("/api/v1/stores")
@Tag(name = "Stores")
public class AssortmentResource {
    private final Assortment assortment;
    private final Catalog catalog;
    private final Writes writes;
    private final Caller caller;

    AssortmentResource(Assortment assortment, Catalog catalog, Writes writes, Caller caller) {
        this.assortment = assortment;
        this.catalog = catalog;
        this.writes = writes;
        this.caller = caller;
    }

    /** How many products a store sells. */
    @Schema(name = "StoreCount")
    public record CountView(StoreId storeId, long itemCount) {}

    @GET
    @Path("/{store_id}/products")
    @PermitAll
    @Operation(operationId = "listStoreProducts", summary = "What a store sells, with its prices and its stock")
    public ListingOfProducts products(
            @PathParam("store_id") StoreId storeId,
            @Nullable @QueryParam("category_id") CategoryId categoryId,
            @Valid @BeanParam CatalogQuery query) {
        ProductFilter filter = query.filter().withCategory(categoryId);
        return query.listing(catalog.productsOf(storeId, filter, query.page(), query.wantsFacets()));
    }

    @GET
    @Path("/{store_id}/count")
    @PermitAll
    @Operation(operationId = "countStoreProducts", summary = "How many products a store sells")
    public Data<CountView> count(@PathParam("store_id") StoreId storeId) {
        return new Data<>(new CountView(storeId, assortment.count(storeId)));
    }

    /** Products that enter or leave an assortment together. */
    @Schema(name = "StoreProducts")
    public record ProductsRequest(
            @NotNull @Size(min = 1, max = Assortment.MOST_AT_ONCE)
            List<@NotNull ProductId> productIds) {}

    /** What became of them. */
    @Schema(name = "StoreProductsChanged")
    public record ChangedView(StoreId storeId, int changed, int unchanged) {
        static ChangedView of(StoreId store, ProductsRequest request, int changed) {
            int asked = Set.copyOf(request.productIds()).size();
            return new ChangedView(store, changed, asked - changed);
        }
    }

    @POST
    @Path("/{store_id}/products")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "addStoreProducts", summary = "Take many products into a store's assortment")
    public RestResponse<Data<ChangedView>> addAll(
            @PathParam("store_id") StoreId storeId, @NotNull @Valid ProductsRequest request) {
        Actor actor = caller.actor();
        actor.mustWorkIn(storeId);
        return writes.perform(
                request,
                tx -> Answer.ok(
                        ChangedView.of(storeId, request, assortment.addAll(tx, actor, storeId, request.productIds()))));
    }

    @POST
    @Path("/{store_id}/products/remove")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "removeStoreProducts", summary = "Take many products out of a store's assortment")
    public RestResponse<Data<ChangedView>> removeAll(
            @PathParam("store_id") StoreId storeId, @NotNull @Valid ProductsRequest request) {
        Actor actor = caller.actor();
        actor.mustWorkIn(storeId);
        return writes.perform(
                request,
                tx -> Answer.ok(ChangedView.of(
                        storeId, request, assortment.removeAll(tx, actor, storeId, request.productIds()))));
    }

    @PUT
    @Path("/{store_id}/products/{product_id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "addStoreProduct", summary = "Take a product into a store's assortment")
    public RestResponse<Data<Void>> add(
            @PathParam("store_id") StoreId storeId,
            @PathParam("product_id") ProductId productId,
            @BeanParam Preconditions preconditions) {
        Actor actor = caller.actor();
        actor.mustWorkIn(storeId);
        return writes.perform(null, tx -> {
            assortment.add(tx, actor, storeId, productId, preconditions.expected());
            return Answer.noContent();
        });
    }

    @DELETE
    @Path("/{store_id}/products/{product_id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "removeStoreProduct", summary = "Take a product out of a store's assortment")
    public RestResponse<Data<Void>> remove(
            @PathParam("store_id") StoreId storeId,
            @PathParam("product_id") ProductId productId,
            @BeanParam Preconditions preconditions) {
        Actor actor = caller.actor();
        actor.mustWorkIn(storeId);
        return writes.perform(null, tx -> {
            assortment.remove(tx, actor, storeId, productId, preconditions.expected());
            return Answer.noContent();
        });
    }
}
