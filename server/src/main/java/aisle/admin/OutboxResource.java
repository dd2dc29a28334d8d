package aisle.admin;

import aisle.audit.Audit;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.platform.outbox.Deliveries;
import aisle.platform.outbox.Delivery;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Writes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of events that have not reached their subscribers. */
@Path("/api/v1/admin/outbox")
@Tag(name = "Administration")
public class OutboxResource {
    private final Deliveries deliveries;
    private final Database database;
    private final Writes writes;
    private final Caller caller;
    private final Audit audit;

    OutboxResource(Deliveries deliveries, Database database, Writes writes, Caller caller, Audit audit) {
        this.deliveries = deliveries;
        this.database = database;
        this.writes = writes;
        this.caller = caller;
        this.audit = audit;
    }

    /** A delivery as administrators see it. */
    @Schema(name = "Delivery")
    public record DeliveryView(
            UUID eventId,
            String subscriber,
            Delivery.State state,
            String type,
            String aggregateType,
            String aggregateId,
            long aggregateVersion,
            Instant occurredAt,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant parkedAt,
            @Nullable String lastError) {
        static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    delivery.eventId(),
                    delivery.subscriber(),
                    delivery.parkedAt() == null ? Delivery.State.PENDING : Delivery.State.PARKED,
                    delivery.type(),
                    delivery.aggregateType(),
                    delivery.aggregateId(),
                    delivery.aggregateVersion(),
                    delivery.occurredAt(),
                    delivery.attempts(),
                    delivery.nextAttemptAt(),
                    delivery.parkedAt(),
                    delivery.lastError());
        }
    }

    /** @param retried how many deliveries were parked */
    @Schema(name = "RetriedDeliveries")
    public record Retried(String subscriber, int retried) {}

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(
            operationId = "listDeliveries",
            summary = "See events that a subscriber has not had: waiting or parked, oldest first")
    public Listing<DeliveryView> list(
            @QueryParam("state") Delivery.@Nullable State state,
            @QueryParam("subscriber") @Nullable String subscriber,
            @QueryParam("type") @Nullable String type,
            @Valid @BeanParam Paging paging) {
        Delivery.Filter filter = new Delivery.Filter(state, subscriber, type);
        return paging.listing(
                database.read(handle -> deliveries.list(handle, filter, paging.request())), DeliveryView::of);
    }

    @POST
    @Path("/{event_id}/{subscriber}/retry")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "retryDelivery", summary = "Have an event delivered now, also one that was parked")
    public RestResponse<Data<DeliveryView>> retry(
            @PathParam("event_id") UUID event, @PathParam("subscriber") String subscriber) {
        return writes.perform(null, tx -> {
            Delivery delivery = deliveries.retry(tx, event, subscriber);
            audit.record(
                    tx, caller.actor(), "delivery.retried", "event", event, null, Map.of("subscriber", subscriber));
            return Answer.ok(DeliveryView.of(delivery));
        });
    }

    @POST
    @Path("/{subscriber}/retry-parked")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(
            operationId = "retryParkedDeliveries",
            summary = "Have all events delivered that are parked for a subscriber")
    public RestResponse<Data<Retried>> retryParked(@PathParam("subscriber") String subscriber) {
        return writes.perform(null, tx -> {
            int retried = deliveries.retryParked(tx, subscriber);
            audit.record(
                    tx,
                    caller.actor(),
                    "deliveries.retried",
                    "subscriber",
                    subscriber,
                    null,
                    Map.of("deliveries", retried));
            return Answer.ok(new Retried(subscriber, retried));
        });
    }
}
