package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductView;
import aisle.kernel.CategoryId;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.web.Data;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** HTTP of what shoppers see. */
@Path("/api/v1/catalog")
@Tag(name = "Catalog")
public class CatalogResource {
    private static final int MOST_SUGGESTIONS = 20;

    private final Catalog catalog;

    CatalogResource(Catalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @Path("/categories")
    @PermitAll
    @Operation(operationId = "browseCategories", summary = "The tree of categories, with how many products each holds")
    public Data<List<Catalog.Branch>> categories() {
        return new Data<>(catalog.tree());
    }

    @GET
    @Path("/categories/{id}/products")
    @PermitAll
    @Operation(operationId = "browseCategory", summary = "The products of a category and all below it")
    public ListingOfProducts category(
            @PathParam("id") CategoryId id,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Valid @BeanParam CatalogQuery query) {
        ProductFilter filter = query.filter().withStore(storeId);
        return query.listing(catalog.productsIn(id, filter, query.page(), query.wantsFacets()));
    }

    @GET
    @Path("/products")
    @PermitAll
    @Operation(operationId = "searchProducts", summary = "Search and filter what is on sale")
    public ListingOfProducts products(
            @Nullable @QueryParam("category_id") CategoryId categoryId,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Valid @BeanParam CatalogQuery query) {
        ProductFilter filter = query.filter().withCategory(categoryId).withStore(storeId);
        return query.listing(catalog.products(filter, query.page(), query.wantsFacets()));
    }

    @GET
    @Path("/products/featured")
    @PermitAll
    @Operation(operationId = "featuredProducts", summary = "What a shop shows first: reduced and new products in stock")
    public Data<List<ProductView>> featured(
            @Nullable @QueryParam("store_id") StoreId storeId,
            @QueryParam("limit") @DefaultValue("" + PageRequest.DEFAULT_LIMIT) @Min(1) @Max(PageRequest.MAX_LIMIT)
                    int limit) {
        return new Data<>(catalog.featured(storeId, limit).stream()
                .map(ProductView::forShoppers)
                .toList());
    }

    @GET
    @Path("/autocomplete")
    @PermitAll
    @Operation(operationId = "suggest", summary = "What somebody may mean who has typed so far")
    public Data<List<Suggestion>> suggestions(
            @QueryParam("q") @NotNull @Size(max = ProductFilter.LONGEST_TEXT) String q,
            @QueryParam("limit") @DefaultValue("10") @Min(1) @Max(MOST_SUGGESTIONS) int limit) {
        return new Data<>(catalog.suggestions(q, limit));
    }

    @GET
    @Path("/products/{id}")
    @PermitAll
    @Operation(operationId = "showProduct", summary = "A product, as one store sells it or the whole chain")
    public Data<ProductView> product(@PathParam("id") ProductId id, @Nullable @QueryParam("store_id") StoreId storeId) {
        Product product = catalog.product(id, storeId);
        return new Data<>(ProductView.forShoppers(product, catalog.variants(product, storeId)));
    }

    @GET
    @Path("/products/by-gtin/{gtin}")
    @PermitAll
    @Operation(operationId = "showProductByGtin", summary = "The product with this number under its bar code")
    public Data<ProductView> byGtin(@PathParam("gtin") String gtin) {
        Product product = catalog.byGtin(gtin);
        return new Data<>(ProductView.forShoppers(product, catalog.variants(product, null)));
    }
}
