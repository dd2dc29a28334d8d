package aisle.notifications;

import aisle.kernel.Role;
import aisle.platform.security.ClosedToKeys;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of how the caller wants to hear of things. */
@ClosedToKeys
@Path("/api/v1/me/notification-preferences")
@Tag(name = "Me")
public class NotificationPreferencesResource {
    private final NotificationPreferences preferences;
    private final Writes writes;
    private final Caller caller;

    NotificationPreferencesResource(NotificationPreferences preferences, Writes writes, Caller caller) {
        this.preferences = preferences;
        this.writes = writes;
        this.caller = caller;
    }

    /** The ways in which somebody may be told. */
    @Schema(name = "NotificationWays")
    public record Ways(@NotNull Boolean inApp, @NotNull Boolean byMail) {}

    /** What somebody wants. */
    @Schema(name = "NotificationPreferencesInput")
    public record Wanted(@NotNull @Valid Ways stockAlerts) {}

    /** What somebody wants, as it is kept. */
    @Schema(name = "NotificationPreferences")
    public record PreferencesView(
            Ways stockAlerts, long version, @Nullable Instant updatedAt) implements Versioned {
        static PreferencesView of(NotificationPreference preference) {
            return new PreferencesView(
                    new Ways(preference.stockInApp(), preference.stockByMail()),
                    preference.version(),
                    preference.updatedAt());
        }
    }

    @GET
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getMyNotificationPreferences", summary = "See how you are told of scarce stock")
    public Data<PreferencesView> get() {
        return new Data<>(PreferencesView.of(preferences.get(caller.actor())));
    }

    @PUT
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "putMyNotificationPreferences", summary = "Say how you want to be told of scarce stock")
    public RestResponse<Data<PreferencesView>> put(
            @BeanParam Preconditions preconditions, @NotNull @Valid Wanted wanted) {
        Ways ways = wanted.stockAlerts();
        return writes.perform(
                wanted,
                tx -> Answer.ok(PreferencesView.of(preferences.replace(
                        tx, caller.actor(), preconditions.expected(), ways.inApp(), ways.byMail()))));
    }
}
