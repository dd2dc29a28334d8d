package aisle.accounts.profile;

import aisle.accounts.PersonRules;
import aisle.accounts.UserChanges;
import aisle.accounts.UserDetails;
import aisle.accounts.UserView;
import aisle.accounts.Users;
import aisle.kernel.Actor;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of the caller's own profile. */
@Path("/api/v1/me")
@Tag(name = "Me")
public class MeResource {
    private final Users users;
    private final UserChanges changes;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    MeResource(Users users, UserChanges changes, Writes writes, Caller caller, MergePatch mergePatch) {
        this.users = users;
        this.changes = changes;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** What a user says about itself. */
    @Schema(name = "Profile")
    public record Profile(
            @NotBlank
            @Size(max = PersonRules.NAME_LENGTH)
            @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
            String fullName,

            @Nullable @Pattern(regexp = PersonRules.PHONE_FORM, message = PersonRules.PHONE_MESSAGE)
            String phone) {}

    @GET
    @Authenticated
    @Operation(operationId = "getMe", summary = "Get your profile")
    public Data<UserView> get() {
        return new Data<>(UserView.of(users.signedIn(caller.actor().signedIn())));
    }

    @PATCH
    @Authenticated
    @Operation(operationId = "changeMe", summary = "Change your name or phone number")
    @RequestBody(content = @Content(schema = @Schema(implementation = Profile.class)))
    public RestResponse<Data<UserView>> change(@BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        Actor actor = caller.actor();
        return writes.perform(
                patch,
                tx -> Answer.ok(UserView.of(changes.change(
                        tx, actor, actor.signedIn(), preconditions.expected(), now -> patched(now, patch)))));
    }

    private UserDetails patched(UserDetails now, JsonNode patch) {
        Profile profile = mergePatch.apply(new Profile(now.fullName(), now.phone()), patch);
        return new UserDetails(now.email(), profile.fullName(), profile.phone(), now.role(), now.active());
    }
}
