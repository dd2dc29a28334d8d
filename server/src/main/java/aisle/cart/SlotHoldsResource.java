package aisle.cart;

import aisle.delivery.SlotHold;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.GuestToken;
import aisle.platform.web.Writes;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of the place in a slot that the caller's cart holds. */
@Path("/api/v1/delivery-slots")
@Tag(name = "Slots")
public class SlotHoldsResource {
    private final CartHolds holds;
    private final CartOwners owners;
    private final Writes writes;
    private final Caller caller;

    SlotHoldsResource(CartHolds holds, CartOwners owners, Writes writes, Caller caller) {
        this.holds = holds;
        this.owners = owners;
        this.writes = writes;
        this.caller = caller;
    }

    /** A hold as clients see it. */
    @Schema(name = "SlotHold")
    public record HoldView(SlotHoldId id, StoreId storeId, SlotId slotId, Instant expiresAt) {
        static HoldView of(SlotHold hold) {
            return new HoldView(hold.id(), hold.storeId(), hold.slotId(), hold.expiresAt());
        }
    }

    @POST
    @Path("/{id}/hold")
    @PermitAll
    @ResponseStatus(201)
    @Operation(operationId = "holdSlot", summary = "Keep a place in a slot for your cart, for 15 minutes")
    public RestResponse<Data<HoldView>> hold(@PathParam("id") SlotId id, @BeanParam GuestToken guest) {
        CartOwner owner = owners.of(caller.actor(), guest);
        Function<Tx, Answer<HoldView>> hold = tx -> {
            HoldView held = HoldView.of(holds.hold(tx, caller.actor(), owner, id));
            return Answer.created("/api/v1/delivery-slots/holds/" + held.id(), held);
        };
        return CartResource.carrying(owner, owner.isNew() ? writes.performAnew(hold) : writes.perform(null, hold));
    }

    @GET
    @Path("/holds/{id}")
    @PermitAll
    @Operation(operationId = "getSlotHold", summary = "Get the place that your cart holds")
    public Data<HoldView> get(@PathParam("id") SlotHoldId id, @BeanParam GuestToken guest) {
        return new Data<>(HoldView.of(holds.get(owners.of(caller.actor(), guest), id)));
    }

    @DELETE
    @Path("/holds/{id}")
    @PermitAll
    @ResponseStatus(204)
    @Operation(operationId = "releaseSlot", summary = "Give the place back that your cart holds")
    public RestResponse<Data<Void>> release(@PathParam("id") SlotHoldId id, @BeanParam GuestToken guest) {
        return writes.perform(null, tx -> {
            holds.release(tx, caller.actor(), owners.of(caller.actor(), guest), id);
            return Answer.noContent();
        });
    }
}
