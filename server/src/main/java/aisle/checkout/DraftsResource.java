package aisle.checkout;

import aisle.kernel.OrderId;
import aisle.kernel.SlotId;
import aisle.orders.OrderView;
import aisle.payments.PaymentMethod;
import aisle.platform.json.MoneyInput;
import aisle.platform.security.OpenToKeys;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.MergePatch;
import aisle.platform.web.NoCardNumbers;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of drafts: orders that staff prepare, made by {@code POST /orders} with {@code draft}. */
@Path("/api/v1/orders")
@Tag(name = "Orders")
public class DraftsResource {
    private final Drafts drafts;
    private final Checkout checkout;
    private final PlaceOrderAnswers answers;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    DraftsResource(
            Drafts drafts,
            Checkout checkout,
            PlaceOrderAnswers answers,
            Writes writes,
            Caller caller,
            MergePatch mergePatch) {
        this.drafts = drafts;
        this.checkout = checkout;
        this.answers = answers;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** What a draft does not know yet. */
    @Schema(name = "DraftConfirmation")
    public record ConfirmRequest(
            @NotNull PaymentMethod paymentMethod,
            @Nullable @Size(max = 200) String paymentToken,
            @Nullable SlotId deliverySlotId,
            @Nullable MoneyInput expectedTotal) {
        PlaceOrder finish(PlaceOrder drafted) {
            return new PlaceOrder(
                    drafted.store(),
                    drafted.fulfillmentType(),
                    new PlaceOrder.Means(paymentMethod, paymentToken),
                    drafted.address(),
                    deliverySlotId == null ? null : new PlaceOrder.Time(deliverySlotId, null),
                    drafted.substitutionPolicy(),
                    expectedTotal,
                    drafted.note());
        }
    }

    @PATCH
    @Path("/{id}")
    @Authenticated
    @OpenToKeys
    @Operation(operationId = "changeDraft", summary = "Change some members of a draft")
    @RequestBody(
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = DraftDetails.class)),
                @Content(
                        mediaType = "application/merge-patch+json",
                        schema = @Schema(implementation = DraftDetails.class))
            })
    public RestResponse<Data<OrderView>> change(
            @PathParam("id") OrderId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(
                patch,
                tx -> Answer.ok(OrderView.of(drafts.change(
                        tx,
                        caller.actor(),
                        id,
                        preconditions.expected(),
                        details -> mergePatch.apply(details, patch)))));
    }

    @POST
    @NoCardNumbers
    @Path("/{id}/confirm")
    @Authenticated
    @OpenToKeys
    @ResponseStatus(201)
    @Operation(operationId = "confirmDraft", summary = "Make a draft an order")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<OrderView>> confirm(
            @PathParam("id") OrderId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid ConfirmRequest request) {
        return writes.performInSteps(request, (tx, key) -> {
            PlaceOrderOutcome earlier = checkout.earlier(tx, caller.actor(), request.paymentMethod(), key);
            return answers.of(
                    earlier != null
                            ? earlier
                            : drafts.confirm(tx, caller.actor(), id, preconditions.expected(), request::finish, key));
        });
    }

    @DELETE
    @Path("/{id}")
    @Authenticated
    @OpenToKeys
    @ResponseStatus(204)
    @Operation(operationId = "deleteDraft", summary = "Throw a draft away")
    public RestResponse<Data<Void>> delete(@PathParam("id") OrderId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            drafts.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
