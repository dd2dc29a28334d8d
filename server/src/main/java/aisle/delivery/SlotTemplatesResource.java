package aisle.delivery;

import aisle.delivery.SlotsResource.ZoneView;
import aisle.kernel.Money;
import aisle.kernel.Role;
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
import aisle.stores.Weekday;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/** HTTP of the templates from which slots are made. */
@Path("/api/v1/delivery-slots/templates")
@Tag(name = "Slots")
public class SlotTemplatesResource {
    private final SlotTemplates templates;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    SlotTemplatesResource(SlotTemplates templates, Writes writes, Caller caller, MergePatch mergePatch) {
        this.templates = templates;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** A template as clients see it. */
    @Schema(name = "SlotTemplate")
    public record TemplateView(
            SlotTemplateId id,
            StoreId storeId,
            SlotType type,
            Weekday weekday,
            @JsonFormat(pattern = "HH:mm") LocalTime start,
            @JsonFormat(pattern = "HH:mm") LocalTime end,
            int capacity,
            @Nullable Integer itemCapacity,
            int cutoffMinutes,
            Money fee,
            List<ZoneView> zones,
            boolean onlyZones,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            @Nullable LocalDate generatedThrough,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Versioned {
        /** Days go by without it. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        static TemplateView of(SlotTemplate template) {
            SlotTerms terms = template.terms();
            return new TemplateView(
                    template.id(),
                    template.storeId(),
                    template.type(),
                    template.weekday(),
                    template.start(),
                    template.end(),
                    terms.capacity(),
                    terms.itemCapacity(),
                    terms.cutoffMinutes(),
                    terms.fee(),
                    ZoneView.of(terms.zones(), terms.fee()),
                    terms.onlyZones(),
                    template.validFrom(),
                    template.validTo(),
                    template.generatedThrough(),
                    template.version(),
                    template.createdAt(),
                    template.updatedAt());
        }
    }

    @GET
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listSlotTemplates", summary = "List the templates of your stores, by store and week")
    public Listing<TemplateView> list(
            @Nullable @QueryParam("store_id") StoreId store,
            @Nullable
                    @QueryParam("type")
                    @Parameter(description = "Only slots in which orders are brought, or fetched.")
                    SlotType type,
            @Valid @BeanParam Paging paging) {
        return paging.listing(templates.list(caller.actor(), store, type, paging.request()), TemplateView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getSlotTemplate", summary = "Get a template")
    public Data<TemplateView> get(@PathParam("id") SlotTemplateId id) {
        return new Data<>(TemplateView.of(templates.get(caller.actor(), id)));
    }

    @POST
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(
            operationId = "createSlotTemplate",
            summary = "Offer a slot in each week; the coming ones are made at once")
    public RestResponse<Data<TemplateView>> create(@NotNull @Valid NewTemplate wanted) {
        return writes.perform(wanted, tx -> {
            SlotTemplate template = templates.create(tx, caller.actor(), wanted);
            return Answer.created("/api/v1/delivery-slots/templates/" + template.id(), TemplateView.of(template));
        });
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "changeSlotTemplate", summary = "Change a template and its slots that nobody has touched")
    @RequestBody(content = @Content(schema = @Schema(implementation = TemplateDetails.class)))
    public RestResponse<Data<TemplateView>> change(
            @PathParam("id") SlotTemplateId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(
                patch,
                tx -> Answer.ok(TemplateView.of(templates.change(
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
    @Operation(operationId = "deleteSlotTemplate", summary = "Remove a template and its slots that nobody has touched")
    public RestResponse<Data<Void>> delete(@PathParam("id") SlotTemplateId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            templates.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
