package aisle.tags;

import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of tags, whosever they are. */
@Path("/api/v1/tags")
@Tag(name = "Tags")
public class TagsResource {
    static final int LONGEST_TEXT = 200;

    private final Tags tags;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    TagsResource(Tags tags, Writes writes, Caller caller, MergePatch mergePatch) {
        this.tags = tags;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    @GET
    @PermitAll
    @Operation(operationId = "listTags", summary = "List the tags of all stores, by name")
    public Listing<TagView> list(
            @Nullable @QueryParam("store_id") StoreId storeId,
            @Nullable
                    @QueryParam("q")
                    @Size(max = LONGEST_TEXT)
                    @Parameter(description = "A literal part of the name, ignoring case.")
                    String q,
            @Nullable @QueryParam("unassigned") Boolean unassigned,
            @Valid @BeanParam Paging paging) {
        return paging.listing(tags.list(new TagFilter(storeId, q, unassigned), paging.request()), TagView::of);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(operationId = "getTag", summary = "Get a tag")
    public Data<TagView> get(@PathParam("id") TagId id) {
        return new Data<>(TagView.of(tags.get(id)));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "changeTag", summary = "Rename a tag")
    @RequestBody(content = @Content(schema = @Schema(implementation = TagDetails.class)))
    public RestResponse<Data<TagView>> change(
            @PathParam("id") TagId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(
                patch,
                tx -> Answer.ok(TagView.of(tags.change(
                        tx,
                        caller.actor(),
                        id,
                        preconditions.expected(),
                        details -> mergePatch.apply(details, patch)))));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "deleteTag", summary = "Remove a tag")
    public RestResponse<Data<Void>> delete(
            @PathParam("id") TagId id,
            @QueryParam("force")
                    @DefaultValue("false")
                    @Parameter(description = "Also when products have it: it is taken from them.")
                    boolean force,
            @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            tags.delete(tx, caller.actor(), id, preconditions.expected(), force);
            return Answer.noContent();
        });
    }
}
