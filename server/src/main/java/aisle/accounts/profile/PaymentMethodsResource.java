package aisle.accounts.profile;

import aisle.kernel.PaymentMethodId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.NoCardNumbers;
import aisle.platform.web.Paging;
import aisle.platform.web.Writes;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of the caller's own payment methods. */
@Path("/api/v1/me/payment-methods")
@Tag(name = "Me")
public class PaymentMethodsResource {
    private final PaymentMethods methods;
    private final Writes writes;
    private final Caller caller;

    PaymentMethodsResource(PaymentMethods methods, Writes writes, Caller caller) {
        this.methods = methods;
        this.writes = writes;
        this.caller = caller;
    }

    @GET
    @Authenticated
    @Operation(
            operationId = "listMyPaymentMethods",
            summary = "List the payment methods that you keep, the newest first")
    public Listing<PaymentMethod> list(@Valid @BeanParam Paging paging) {
        return paging.listing(methods.list(caller.actor(), paging.request()), method -> method);
    }

    @POST
    @Authenticated
    @NoCardNumbers
    @APIResponse(responseCode = "200", description = "Kept already")
    @APIResponse(responseCode = "201", description = "Kept from now on")
    @Operation(
            operationId = "addMyPaymentMethod",
            summary = "Keep a payment method by its provider's token; the first one is the default")
    public RestResponse<Data<PaymentMethod>> add(@NotNull @Valid PaymentMethodDetails details) {
        return writes.perform(details, tx -> {
            PaymentMethods.Added added = methods.add(tx, caller.actor(), details);
            return added.isNew()
                    ? Answer.created(
                            "/api/v1/me/payment-methods/" + added.method().id(), added.method())
                    : Answer.ok(added.method());
        });
    }

    @PATCH
    @Path("/{id}/default")
    @Authenticated
    @Operation(operationId = "makeMyPaymentMethodDefault", summary = "Make a payment method the default")
    public RestResponse<Data<PaymentMethod>> makeDefault(@PathParam("id") PaymentMethodId id) {
        return writes.perform(null, tx -> Answer.ok(methods.makeDefault(tx, caller.actor(), id)));
    }

    @DELETE
    @Path("/{id}")
    @Authenticated
    @ResponseStatus(204)
    @Operation(
            operationId = "deleteMyPaymentMethod",
            summary = "Forget a payment method; the newest one left may become the default")
    public RestResponse<Data<Void>> delete(@PathParam("id") PaymentMethodId id) {
        return writes.perform(null, tx -> {
            methods.delete(tx, caller.actor(), id);
            return Answer.noContent();
        });
    }
}
