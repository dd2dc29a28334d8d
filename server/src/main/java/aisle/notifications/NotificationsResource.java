package aisle.notifications;

import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.web.Caller;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** HTTP of the caller's own notifications. */
@Path("/api/v1/me/notifications")
@Tag(name = "Me")
public class NotificationsResource {
    private final NotificationDao dao;
    private final Database database;
    private final Caller caller;

    NotificationsResource(Json json, Database database, Caller caller) {
        this.dao = new NotificationDao(json);
        this.database = database;
        this.caller = caller;
    }

    @GET
    @Authenticated
    @Operation(operationId = "listMyNotifications", summary = "See what you were told, newest first")
    public Listing<Notification> list(@Valid @BeanParam Paging paging) {
        return paging.listing(
                database.read(handle -> dao.list(handle, caller.actor().signedIn(), paging.request())),
                notification -> notification);
    }
}
