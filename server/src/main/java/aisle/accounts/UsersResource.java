package aisle.accounts;

import aisle.accounts.passwords.NewPassword;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.security.ClosedToKeys;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of users. */
@ClosedToKeys
@Path("/api/v1/users")
@Tag(name = "Users")
public class UsersResource {
    private final Users users;
    private final UserChanges changes;
    private final PasswordHashes passwords;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    UsersResource(
            Users users,
            UserChanges changes,
            PasswordHashes passwords,
            Writes writes,
            Caller caller,
            MergePatch mergePatch) {
        this.users = users;
        this.changes = changes;
        this.passwords = passwords;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** A user to be created by an ADMIN. */
    @Schema(name = "NewUser")
    public record CreateRequest(
            @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
            String email,

            @NotNull @NewPassword String password,

            @NotBlank
            @Size(max = PersonRules.NAME_LENGTH)
            @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
            String fullName,

            @Nullable @Pattern(regexp = PersonRules.PHONE_FORM, message = PersonRules.PHONE_MESSAGE)
            String phone,

            @NotNull Role role) {
        public CreateRequest {
            email = Emails.normalise(email);
        }
    }

    /** All the stores in which a user works; an empty list takes them away. */
    @Schema(name = "UserStores")
    public record StoresRequest(@NotNull @Size(max = 1000) List<@NotNull StoreId> storeIds) {}

    @POST
    @RolesAllowed(Role.Names.ADMIN)
    @ResponseStatus(201)
    @Operation(operationId = "createUser", summary = "Create a user of any role")
    public RestResponse<Data<UserView>> create(@NotNull @Valid CreateRequest request) {
        PasswordHash hash = passwords.hash("password", request.password(), request.email());
        return writes.perform(request, tx -> {
            User user = users.create(
                    tx,
                    caller.actor(),
                    new NewUser(request.email(), request.fullName(), request.phone(), request.role(), hash));
            return Answer.created("/api/v1/users/" + user.id(), UserView.of(user));
        });
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "listUsers", summary = "List users, the newest first")
    public Listing<UserView> list(
            @QueryParam("q")
                    @Size(max = 200)
                    @Parameter(description = "Beginnings of words of name or address.")
                    @Nullable
                    String text,
            @QueryParam("role") @Nullable Role role,
            @QueryParam("active") @Nullable Boolean active,
            @Valid @BeanParam Paging paging) {
        return paging.listing(users.list(text, role, active, paging.request()), UserView::of);
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @Operation(operationId = "getUser", summary = "Get a user: oneself, or anyone as ADMIN")
    public Data<UserView> get(@PathParam("id") UserId id) {
        return new Data<>(UserView.of(users.get(caller.actor(), id)));
    }

    @PUT
    @Path("/{id}")
    @Authenticated
    @Operation(operationId = "putUser", summary = "Say anew who a user is: oneself, or anyone as ADMIN")
    public RestResponse<Data<UserView>> put(
            @PathParam("id") UserId id, @BeanParam Preconditions preconditions, @NotNull @Valid UserDetails details) {
        return writes.perform(
                details,
                tx -> Answer.ok(
                        UserView.of(changes.change(tx, caller.actor(), id, preconditions.expected(), now -> details))));
    }

    @PATCH
    @Path("/{id}")
    @Authenticated
    @Operation(operationId = "changeUser", summary = "Change some members of a user: oneself, or anyone as ADMIN")
    @RequestBody(content = @Content(schema = @Schema(implementation = UserDetails.class)))
    public RestResponse<Data<UserView>> change(
            @PathParam("id") UserId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(
                patch,
                tx -> Answer.ok(UserView.of(changes.change(
                        tx, caller.actor(), id, preconditions.expected(), now -> mergePatch.apply(now, patch)))));
    }

    @PATCH
    @Path("/{id}/toggle")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "toggleUser", summary = "Turn a user on or off; off, all its sign-ins end")
    public RestResponse<Data<UserView>> toggle(@PathParam("id") UserId id, @BeanParam Preconditions preconditions) {
        return writes.perform(
                null, tx -> Answer.ok(UserView.of(changes.toggle(tx, caller.actor(), id, preconditions.expected()))));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @ResponseStatus(204)
    @Operation(operationId = "deleteUser", summary = "Remove a user; its orders stay")
    public RestResponse<Data<Void>> delete(@PathParam("id") UserId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            changes.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }

    @PUT
    @Path("/{id}/stores")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "putUserStores", summary = "Say in which stores a user works")
    public RestResponse<Data<UserView>> putStores(
            @PathParam("id") UserId id, @BeanParam Preconditions preconditions, @NotNull @Valid StoresRequest request) {
        return writes.perform(
                request,
                tx -> Answer.ok(UserView.of(
                        users.setStores(tx, caller.actor(), id, preconditions.expected(), request.storeIds()))));
    }
}
