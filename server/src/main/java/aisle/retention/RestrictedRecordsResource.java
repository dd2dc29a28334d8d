package aisle.retention;

import aisle.kernel.OrderId;
import aisle.kernel.Role;
import aisle.platform.security.ClosedToKeys;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of restricted records. */
@Path("/api/v1/admin/restricted-records")
@Tag(name = "Administration")
@ClosedToKeys
public class RestrictedRecordsResource {
    private final RestrictedRecords records;
    private final Caller caller;

    RestrictedRecordsResource(RestrictedRecords records, Caller caller) {
        this.records = records;
        this.caller = caller;
    }

    /** Why a record is to be opened. */
    @Schema(name = "DisclosureRequest")
    public record DisclosureRequest(@NotNull Purpose purpose) {}

    /** Who bought. */
    @Schema(name = "Disclosure")
    public record DisclosureView(
            OrderId orderId,
            String orderNumber,
            String fullName,
            Invoiced.@Nullable PostalAddress address,
            LocalDate removeOn) {
        static DisclosureView of(RestrictedRecords.Disclosed disclosed) {
            return new DisclosureView(
                    disclosed.record().orderId(),
                    disclosed.record().orderNumber(),
                    disclosed.buyer().fullName(),
                    disclosed.buyer().address(),
                    disclosed.record().removeOn());
        }
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(
            operationId = "listRestrictedRecords",
            summary = "List the orders of erased customers of which name and address are kept")
    public Listing<RestrictedRecord> list(@Valid @BeanParam Paging paging) {
        return paging.listing(records.list(paging.request()), kept -> kept);
    }

    @POST
    @Path("/{order_id}/disclose")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(
            operationId = "discloseRestrictedRecord",
            summary = "Read name and address of an erased customer's order, which is audited")
    public RestResponse<Data<DisclosureView>> disclose(
            @PathParam("order_id") OrderId order, @NotNull @Valid DisclosureRequest request) {
        RestrictedRecords.Disclosed disclosed = records.disclose(caller.actor(), order, request.purpose());
        return RestResponse.ResponseBuilder.ok(new Data<>(DisclosureView.of(disclosed)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
