package aisle.inventory.files;

import aisle.inventory.MovementQuery;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of files of stock. */
@Path("/api/v1/exports")
@Tag(name = "Inventory")
public class StockExportsResource {
    private static final String CSV = "text/csv;charset=UTF-8";

    private final StockExports exports;
    private final Caller caller;

    StockExportsResource(StockExports exports, Caller caller) {
        this.exports = exports;
        this.caller = caller;
    }

    @GET
    @Path("/inventory.csv")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Produces(CSV)
    @Operation(operationId = "exportStock", summary = "Get the stock of your stores as a CSV file")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
    public RestResponse<StreamingOutput> inventory(
            @QueryParam("store_id") @Nullable StoreId store,
            @QueryParam("as_of")
                    @Parameter(description = "What was on hand at this moment, its own movements included.")
                    @Nullable
                    Instant asOf) {
        return file("inventory.csv", exports.stock(caller.actor(), store, asOf));
    }

    @GET
    @Path("/movements.csv")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Produces(CSV)
    @Operation(
            operationId = "exportStockMovements",
            summary = "Get the ledger of your stores as a CSV file, oldest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
    public RestResponse<StreamingOutput> movements(@Valid @BeanParam MovementQuery query) {
        return file("movements.csv", exports.movements(caller.actor(), query.filter()));
    }

    private static RestResponse<StreamingOutput> file(String name, Consumer<OutputStream> content) {
        return RestResponse.ResponseBuilder.<StreamingOutput>create(200)
                .entity(content::accept)
                .type(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
