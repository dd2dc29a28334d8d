package aisle.payments;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Writes;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of what is about payments themselves and not about one order. */
@Path("/api/v1/payments")
@Tag(name = "Payments")
public class PaymentsResource {
    private final Webhooks webhooks;
    private final PaymentIssues issues;
    private final RoutingContext exchange;
    private final Writes writes;
    private final Caller caller;

    PaymentsResource(Webhooks webhooks, PaymentIssues issues, RoutingContext exchange, Writes writes, Caller caller) {
        this.webhooks = webhooks;
        this.issues = issues;
        this.exchange = exchange;
        this.writes = writes;
        this.caller = caller;
    }

    @POST
    @Path("/webhooks/{provider}")
    @PermitAll
    @ResponseStatus(204)
    @Operation(operationId = "receivePaymentEvent", summary = "For payment providers: tell that something happened")
    public void receive(@PathParam("provider") String provider) {
        Buffer body = exchange.body().buffer();
        webhooks.receive(
                caller.visitor(),
                provider,
                body == null ? new byte[0] : body.getBytes(),
                name -> exchange.request().getHeader(name));
    }

    @GET
    @Path("/issues")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(
            operationId = "listPaymentIssues",
            summary = "List what somebody should look at: disputes, money without an order, what providers refused")
    public Listing<PaymentIssue> listIssues(
            @QueryParam("store_id") @Nullable StoreId store,
            @QueryParam("open") @Nullable Boolean open,
            @Valid @BeanParam Paging paging) {
        return paging.listing(
                issues.list(caller.actor(), store, !Boolean.FALSE.equals(open), paging.request()), issue -> issue);
    }

    @POST
    @Path("/issues/{id}/resolve")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "resolvePaymentIssue", summary = "Say that you have looked at it")
    public RestResponse<Data<PaymentIssue>> resolve(@PathParam("id") String id) {
        return writes.perform(null, tx -> Answer.ok(issues.resolve(tx, caller.actor(), issueId(id))));
    }

    private static UUID issueId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw DomainError.of(ErrorCode.PAYMENT_ISSUE_NOT_FOUND, "There is no such issue.");
        }
    }
}
