package aisle.tags;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.TagId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of which product has which tag. */
@Path("/api/v1/products")
@Tag(name = "Tags")
public class ProductTagsResource {
    private final Tagging tagging;
    private final Writes writes;
    private final Caller caller;

    ProductTagsResource(Tagging tagging, Writes writes, Caller caller) {
        this.tagging = tagging;
        this.writes = writes;
        this.caller = caller;
    }

    @POST
    @Path("/{product_id}/tags/{tag_id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "tagProduct", summary = "Give a product a tag")
    public RestResponse<Data<Void>> tag(
            @PathParam("product_id") ProductId productId,
            @PathParam("tag_id") TagId tagId,
            @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            tagging.tag(tx, caller.actor(), productId, tagId, preconditions.expected());
            return Answer.noContent();
        });
    }

    @DELETE
    @Path("/{product_id}/tags/{tag_id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "untagProduct", summary = "Take a tag from a product")
    public RestResponse<Data<Void>> untag(
            @PathParam("product_id") ProductId productId,
            @PathParam("tag_id") TagId tagId,
            @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            tagging.untag(tx, caller.actor(), productId, tagId, preconditions.expected());
            return Answer.noContent();
        });
    }
}
