package aisle.catalog.search;

import aisle.catalog.products.ProductStatus;
import aisle.catalog.products.ProductView;
import aisle.kernel.CategoryId;
import aisle.kernel.Role;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** HTTP of the list of products, for the back office. */
@Path("/api/v1/products")
@Tag(name = "Products")
public class ProductListResource {
    private final ProductList products;

    ProductListResource(ProductList products) {
        this.products = products;
    }

    @GET
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listProducts", summary = "List or search products of any status, by name")
    public Listing<ProductView> list(
            @Nullable @QueryParam("q") @Size(max = ProductFilter.LONGEST_TEXT) String q,
            @Nullable @QueryParam("status") ProductStatus status,
            @Nullable @QueryParam("category_id") CategoryId categoryId,
            @Nullable @QueryParam("assigned") Boolean assigned,
            @Valid @BeanParam Paging paging) {
        ProductFilter filter = ProductFilter.ofBackOffice(q, status, categoryId, assigned);
        return paging.listing(
                products.list(filter, filter.isByRelevance() ? paging.requestByOffset() : paging.request()),
                ProductView::forStaff);
    }
}
