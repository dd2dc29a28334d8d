package aisle.catalog.categories;

import aisle.kernel.CategoryId;
import aisle.kernel.Role;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
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
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of categories. */
@Path("/api/v1/categories")
@Tag(name = "Categories")
public class CategoriesResource {
    private final Categories categories;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    CategoriesResource(Categories categories, Writes writes, Caller caller, MergePatch mergePatch) {
        this.categories = categories;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /**
     * A category as clients see it.
     *
     * @param path the names from the root on, such as {@code Dairy > Milk}
     * @param pathIds the ids likewise, its own the last
     */
    @Schema(name = "Category")
    public record CategoryView(
            CategoryId id,
            @Nullable CategoryId parentId,
            String name,
            String path,
            List<CategoryId> pathIds,
            int position,
            boolean active,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Versioned {
        static CategoryView of(Category category) {
            return new CategoryView(
                    category.id(),
                    category.parentId(),
                    category.name(),
                    category.pathName(),
                    category.path(),
                    category.position(),
                    category.active(),
                    category.version(),
                    category.createdAt(),
                    category.updatedAt());
        }
    }

    @GET
    @PermitAll
    @Operation(operationId = "listCategories", summary = "List the categories, or the children of one")
    public Listing<CategoryView> list(
            @Nullable @QueryParam("parent_id") CategoryId parentId, @Valid @BeanParam Paging paging) {
        return paging.listing(categories.list(parentId, paging.request()), CategoryView::of);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(operationId = "getCategory", summary = "Get a category")
    public Data<CategoryView> get(@PathParam("id") CategoryId id) {
        return new Data<>(CategoryView.of(categories.get(id)));
    }

    @POST
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "createCategory", summary = "Add a category")
    public RestResponse<Data<CategoryView>> create(@NotNull @Valid CategoryDetails details) {
        return writes.perform(details, tx -> {
            Category category = categories.create(tx, caller.actor(), details);
            return Answer.created("/api/v1/categories/" + category.id(), CategoryView.of(category));
        });
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "201", description = "Created")
    @Operation(operationId = "putCategory", summary = "Replace a category; an unknown id becomes a new category")
    public RestResponse<Data<CategoryView>> put(
            @PathParam("id") CategoryId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid CategoryDetails details) {
        return writes.perform(details, tx -> {
            Categories.Written written = categories.put(tx, caller.actor(), id, preconditions.expected(), details);
            CategoryView view = CategoryView.of(written.category());
            return written.created() ? Answer.created("/api/v1/categories/" + id, view) : Answer.ok(view);
        });
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "changeCategory", summary = "Rename, move or otherwise change a category")
    @RequestBody(content = @Content(schema = @Schema(implementation = CategoryDetails.class)))
    public RestResponse<Data<CategoryView>> change(
            @PathParam("id") CategoryId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(patch, tx -> {
            Category category = categories.change(
                    tx, caller.actor(), id, preconditions.expected(), details -> mergePatch.apply(details, patch));
            return Answer.ok(CategoryView.of(category));
        });
    }

    @PATCH
    @Path("/{id}/toggle")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "toggleCategory", summary = "Hide a category and all below it from shoppers, or show it")
    public RestResponse<Data<CategoryView>> toggle(
            @PathParam("id") CategoryId id, @BeanParam Preconditions preconditions) {
        return writes.perform(
                null,
                tx -> Answer.ok(CategoryView.of(categories.toggle(tx, caller.actor(), id, preconditions.expected()))));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "deleteCategory", summary = "Remove a category that nothing is in")
    public RestResponse<Data<Void>> delete(@PathParam("id") CategoryId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            categories.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
