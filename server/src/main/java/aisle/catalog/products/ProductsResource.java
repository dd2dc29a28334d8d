package aisle.catalog.products;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of single products, for the back office. */
@Path("/api/v1/products")
@Tag(name = "Products")
public class ProductsResource {
    private final Products products;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    ProductsResource(Products products, Writes writes, Caller caller, MergePatch mergePatch) {
        this.products = products;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getProduct", summary = "Get a product, whatever its status")
    public Data<ProductView> get(@PathParam("id") ProductId id) {
        return new Data<>(ProductView.forStaff(products.get(id)));
    }

    @POST
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "createProduct", summary = "Take on a product; a name and a price suffice")
    public RestResponse<Data<ProductView>> create(@NotNull @Valid ProductDetails details) {
        return writes.perform(details, tx -> {
            Product product = products.create(tx, caller.actor(), details);
            return Answer.created("/api/v1/products/" + product.id(), ProductView.forStaff(product));
        });
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "201", description = "Created")
    @Operation(operationId = "putProduct", summary = "Replace a product; an unknown id becomes a new product")
    public RestResponse<Data<ProductView>> put(
            @PathParam("id") ProductId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid ProductDetails details) {
        return writes.perform(details, tx -> {
            Products.Written written = products.put(tx, caller.actor(), id, preconditions.expected(), details);
            ProductView view = ProductView.forStaff(written.product());
            return written.created() ? Answer.created("/api/v1/products/" + id, view) : Answer.ok(view);
        });
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "changeProduct", summary = "Change some members of a product")
    @RequestBody(content = @Content(schema = @Schema(implementation = ProductDetails.class)))
    public RestResponse<Data<ProductView>> change(
            @PathParam("id") ProductId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(patch, tx -> {
            Product product = products.change(
                    tx, caller.actor(), id, preconditions.expected(), details -> mergePatch.apply(details, patch));
            return Answer.ok(ProductView.forStaff(product));
        });
    }

    @PATCH
    @Path("/{id}/toggle")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "toggleProduct", summary = "Take a product out of the catalog, or put it there")
    public RestResponse<Data<ProductView>> toggle(
            @PathParam("id") ProductId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            Product product = products.toggle(tx, caller.actor(), id, preconditions.expected());
            return Answer.ok(ProductView.forStaff(product));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "deleteProduct", summary = "Delete a product; orders keep what they say of it")
    public RestResponse<Data<Void>> delete(@PathParam("id") ProductId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            products.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
