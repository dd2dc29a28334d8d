package aisle.delivery;

import aisle.kernel.Money;
import aisle.kernel.Role;
import aisle.kernel.SlotId;
import aisle.kernel.SlotTemplateId;
import aisle.kernel.StoreId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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

/** HTTP of slots. */
@Path("/api/v1/delivery-slots")
@Tag(name = "Slots")
public class SlotsResource {
    private final SlotCalendar calendar;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    SlotsResource(SlotCalendar calendar, Writes writes, Caller caller, MergePatch mergePatch) {
        this.calendar = calendar;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** Postcodes with another fee, as clients see them. */
    @Schema(name = "SlotZoneFee")
    public record ZoneView(List<String> postcodes, Money fee) {
        static List<ZoneView> of(List<SlotZone> zones, Money fee) {
            return zones.stream()
                    .map(zone -> new ZoneView(zone.postcodes(), new Money(zone.fee(), fee.currency())))
                    .toList();
        }
    }

    /** A slot as clients see it. */
    @Schema(name = "Slot")
    public record SlotView(
            SlotId id,
            StoreId storeId,
            SlotType type,
            LocalDate date,
            @JsonFormat(pattern = "HH:mm") LocalTime start,
            @JsonFormat(pattern = "HH:mm") LocalTime end,
            String timezone,
            Instant startsAt,
            Instant endsAt,
            int cutoffMinutes,
            Instant cutoffAt,
            SlotStatus status,
            int capacity,
            int booked,
            long remaining,
            @Nullable Integer itemCapacity,
            long bookedItems,
            @Nullable Long remainingItems,
            boolean served,
            Money fee,
            Money baseFee,
            List<ZoneView> zones,
            boolean onlyZones,
            boolean active,
            @Nullable SlotTemplateId templateId,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Versioned {
        /** Orders come and go without it. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        static SlotView of(SlotOffer offer) {
            Slot slot = offer.slot();
            return new SlotView(
                    slot.id(),
                    slot.storeId(),
                    slot.type(),
                    slot.date(),
                    slot.start(),
                    slot.end(),
                    slot.timezone().getId(),
                    slot.startsAt(),
                    slot.endsAt(),
                    slot.cutoffMinutes(),
                    slot.cutoffAt(),
                    offer.status(),
                    slot.capacity(),
                    slot.booked(),
                    offer.remaining(),
                    slot.itemCapacity(),
                    slot.bookedItems(),
                    offer.remainingItems(),
                    offer.serves(),
                    offer.fee(),
                    slot.fee(),
                    ZoneView.of(slot.zones(), slot.fee()),
                    slot.onlyZones(),
                    slot.active(),
                    slot.templateId(),
                    slot.version(),
                    slot.createdAt(),
                    slot.updatedAt());
        }
    }

    @GET
    @PermitAll
    @Operation(operationId = "listSlots", summary = "List a store's delivery and pickup slots, by their beginning")
    public Listing<SlotView> list(@Valid @BeanParam SlotQuery query, @Valid @BeanParam Paging paging) {
        return paging.listing(calendar.list(query.wanted(), paging.request()), SlotView::of);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(operationId = "getSlot", summary = "Get a slot")
    public Data<SlotView> get(
            @PathParam("id") SlotId id,
            @Nullable
                    @QueryParam("postcode")
                    @Size(max = SlotQuery.LONGEST_POSTCODE)
                    @Parameter(description = "Where the goods would go: fee and served are meant for it.")
                    String postcode) {
        return new Data<>(SlotView.of(calendar.get(id, postcode)));
    }

    @POST
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "createSlot", summary = "Make a slot by hand")
    public RestResponse<Data<SlotView>> create(@NotNull @Valid NewSlot wanted) {
        return writes.perform(wanted, tx -> {
            SlotOffer slot = calendar.create(tx, caller.actor(), wanted);
            return Answer.created("/api/v1/delivery-slots/" + slot.slot().id(), SlotView.of(slot));
        });
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "changeSlot", summary = "Move a slot, resize it, change what it costs")
    @RequestBody(content = @Content(schema = @Schema(implementation = SlotDetails.class)))
    public RestResponse<Data<SlotView>> change(
            @PathParam("id") SlotId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(
                patch,
                tx -> answer(calendar.change(
                        tx,
                        caller.actor(),
                        id,
                        preconditions.expected(),
                        details -> mergePatch.apply(details, patch))));
    }

    @PATCH
    @Path("/{id}/toggle")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "toggleSlot", summary = "Close a slot, or open it again")
    public RestResponse<Data<SlotView>> toggle(@PathParam("id") SlotId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> answer(calendar.toggle(tx, caller.actor(), id, preconditions.expected())));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "deleteSlot", summary = "Remove a slot that no order has a place in")
    public RestResponse<Data<Void>> delete(@PathParam("id") SlotId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            calendar.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }

    private static Answer<SlotView> answer(SlotOffer slot) {
        return Answer.ok(SlotView.of(slot));
    }
}
