package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductView;
import aisle.kernel.CategoryId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
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
    public Listing<ProductView> category(
            @PathParam("id") CategoryId id,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Valid @BeanParam CatalogQuery query) {
        ProductFilter filter = query.filter().withStore(storeId);
        return query.listing(catalog.productsIn(id, filter, query.page()), ProductView::forShoppers);
    }

    @GET
    @Path("/products")
    @PermitAll
    @Operation(operationId = "searchProducts", summary = "Search and filter what is on sale")
    public Listing<ProductView> products(
            @Nullable @QueryParam("category_id") CategoryId categoryId,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Valid @BeanParam CatalogQuery query) {
        ProductFilter filter = query.filter().withCategory(categoryId).withStore(storeId);
        return query.listing(catalog.products(filter, query.page()), ProductView::forShoppers);
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
