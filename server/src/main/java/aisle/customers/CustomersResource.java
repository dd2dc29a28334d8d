package aisle.customers;

import aisle.kernel.CustomerId;
import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.web.AboutPerson;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of customers as the staff keep them. */
@Path("/api/v1/customers")
@Tag(name = "Customers")
@RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
public class CustomersResource {
    private static final int LONGEST_SEARCH = 300;

    private final CustomerRegister register;
    private final Erasure erasure;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    CustomersResource(CustomerRegister register, Erasure erasure, Writes writes, Caller caller, MergePatch mergePatch) {
        this.register = register;
        this.erasure = erasure;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** A customer as the staff see it. */
    @Schema(name = "Customer")
    public record CustomerView(
            CustomerId id,
            String fullName,
            @Nullable String email,
            @Nullable String phone,
            @Nullable UserId userId,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Versioned, AboutPerson {
        /** A customer with a sign-in is described by its user. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        @Override
        public UUID person() {
            return id.value();
        }

        static CustomerView of(Customer customer) {
            return new CustomerView(
                    customer.id(),
                    customer.fullName(),
                    customer.email(),
                    customer.phone(),
                    customer.userId(),
                    customer.version(),
                    customer.createdAt(),
                    customer.updatedAt());
        }
    }

    @GET
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listCustomers", summary = "List customers, the newest first, or find some")
    public Listing<CustomerView> list(
            @QueryParam("q")
                    @Parameter(
                            description = "An e-mail address, whole; or words with which words of the name begin,"
                                    + " accents and case ignored.")
                    @Size(min = 1, max = LONGEST_SEARCH)
                    @Nullable
                    String q,
            @Valid @BeanParam Paging paging) {
        return paging.listing(register.list(q, paging.request()), CustomerView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getCustomer", summary = "Get a customer")
    public Data<CustomerView> get(@PathParam("id") CustomerId id) {
        return new Data<>(CustomerView.of(register.get(id)));
    }

    @POST
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "createCustomer", summary = "Write down a customer who has no sign-in")
    public RestResponse<Data<CustomerView>> create(@NotNull @Valid CustomerDetails details) {
        return writes.perform(details, tx -> {
            Customer customer = register.create(tx, caller.actor(), details);
            return Answer.created("/api/v1/customers/" + customer.id(), CustomerView.of(customer));
        });
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "putCustomer", summary = "Replace what is said about a customer who has no sign-in")
    public RestResponse<Data<CustomerView>> put(
            @PathParam("id") CustomerId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid CustomerDetails details) {
        return writes.perform(
                details,
                tx -> Answer.ok(CustomerView.of(
                        register.change(tx, caller.actor(), id, preconditions.expected(), before -> details))));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "changeCustomer", summary = "Change some members of a customer who has no sign-in")
    @RequestBody(content = @Content(schema = @Schema(implementation = CustomerDetails.class)))
    public RestResponse<Data<CustomerView>> change(
            @PathParam("id") CustomerId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(
                patch,
                tx -> Answer.ok(CustomerView.of(register.change(
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
    @Operation(
            operationId = "eraseCustomer",
            summary = "Erase a customer with its sign-in; orders and totals stay, without the person")
    public RestResponse<Data<Void>> erase(@PathParam("id") CustomerId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            erasure.erase(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
