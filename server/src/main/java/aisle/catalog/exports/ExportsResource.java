package aisle.catalog.exports;

import aisle.catalog.products.ProductStatus;
import aisle.catalog.search.ProductFilter;
import aisle.kernel.CategoryId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of exports. */
@Path("/api/v1/exports")
@Tag(name = "Exports")
public class ExportsResource {
    private static final String CSV = "text/csv;charset=UTF-8";

    private final ProductExport products;

    ExportsResource(ProductExport products) {
        this.products = products;
    }

    @GET
    @Path("/products.csv")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Produces(CSV)
    @Operation(operationId = "exportProducts", summary = "Get products as a CSV file that can be imported again")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
    public RestResponse<StreamingOutput> products(
            @Nullable @QueryParam("q") @Size(max = ProductFilter.LONGEST_TEXT) String q,
            @Nullable @QueryParam("status") ProductStatus status,
            @Nullable @QueryParam("category_id") CategoryId categoryId,
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Nullable @QueryParam("assigned") Boolean assigned) {
        ProductFilter filter =
                ProductFilter.ofBackOffice(q, status, categoryId, assigned).withStore(storeId);
        return RestResponse.ResponseBuilder.<StreamingOutput>create(200)
                .entity(out -> products.write(filter, out))
                .type(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"products.csv\"")
                .build();
    }
}
