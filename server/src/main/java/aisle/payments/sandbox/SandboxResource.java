package aisle.payments.sandbox;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.payments.Payments;
import aisle.platform.db.Database;
import aisle.platform.web.Caller;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** HTTP of what a customer would do at a bank's page. */
@Path("/api/v1/payments/sandbox")
@Tag(name = "Payments")
public class SandboxResource {
    private final SandboxProvider sandbox;
    private final Payments payments;
    private final Database database;
    private final Caller caller;

    SandboxResource(SandboxProvider sandbox, Payments payments, Database database, Caller caller) {
        this.sandbox = sandbox;
        this.payments = payments;
        this.database = database;
        this.caller = caller;
    }

    /** What the customer says. */
    @Schema(name = "SandboxDecision")
    public record Decision(@NotNull Boolean approved) {}

    @POST
    @Path("/{reference}/complete")
    @PermitAll
    @ResponseStatus(204)
    @Operation(
            operationId = "completeSandboxPayment",
            summary = "In the sandbox: do what a payment's next action asks for")
    public void complete(@PathParam("reference") String reference, @NotNull @Valid Decision decision) {
        boolean done = sandbox.isOffered()
                && database.<Boolean>transaction(tx -> sandbox.complete(tx, reference, decision.approved()));
        if (!done) {
            throw DomainError.of(ErrorCode.NOT_FOUND, "No payment waits here.");
        }
        payments.refresh(caller.visitor(), sandbox.method(), reference);
    }
}
