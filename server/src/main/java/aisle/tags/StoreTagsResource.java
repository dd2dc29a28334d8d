package aisle.tags;

import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Writes;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of the tags of one store. */
@Path("/api/v1/stores")
@Tag(name = "Tags")
public class StoreTagsResource {
    private final Tags tags;
    private final Writes writes;
    private final Caller caller;

    StoreTagsResource(Tags tags, Writes writes, Caller caller) {
        this.tags = tags;
        this.writes = writes;
        this.caller = caller;
    }

    @GET
    @Path("/{store_id}/tags")
    @PermitAll
    @Operation(operationId = "listStoreTags", summary = "List the tags of a store, by name")
    public Listing<TagView> list(
            @PathParam("store_id") StoreId storeId,
            @Nullable
                    @QueryParam("q")
                    @Size(max = TagsResource.LONGEST_TEXT)
                    @Parameter(description = "A literal part of the name, ignoring case.")
                    String q,
            @Valid @BeanParam Paging paging) {
        return paging.listing(tags.of(storeId, q, paging.request()), TagView::of);
    }

    @POST
    @Path("/{store_id}/tags")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "createStoreTag", summary = "Give a store a new tag")
    public RestResponse<Data<TagView>> create(
            @PathParam("store_id") StoreId storeId, @NotNull @Valid TagDetails details) {
        return writes.perform(details, tx -> {
            aisle.tags.Tag tag = tags.create(tx, caller.actor(), storeId, details);
            return Answer.created("/api/v1/tags/" + tag.id(), TagView.of(tag));
        });
    }
}
