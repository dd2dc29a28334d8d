package aisle.staff;

import aisle.kernel.EmployeeId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of employees. */
@Path("/api/v1/employees")
@Tag(name = "Employees")
public class EmployeesResource {
    private final Employees employees;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    EmployeesResource(Employees employees, Writes writes, Caller caller, MergePatch mergePatch) {
        this.employees = employees;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** An employee as clients see it. */
    @Schema(name = "Employee")
    public record EmployeeView(
            EmployeeId id,
            String name,
            String position,
            StoreId storeId,
            @Nullable UserId userId,
            boolean active,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Versioned {
        /** Its user, which may go without it. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        static EmployeeView of(Employee employee) {
            return new EmployeeView(
                    employee.id(),
                    employee.name(),
                    employee.position(),
                    employee.storeId(),
                    employee.userId(),
                    employee.active(),
                    employee.version(),
                    employee.createdAt(),
                    employee.updatedAt());
        }
    }

    @GET
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listEmployees", summary = "List who works in one's stores, the newest first")
    public Listing<EmployeeView> list(
            @QueryParam("store_id") @Nullable StoreId store,
            @QueryParam("active") @Nullable Boolean active,
            @Valid @BeanParam Paging paging) {
        return paging.listing(employees.list(caller.actor(), store, active, paging.request()), EmployeeView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getEmployee", summary = "Get an employee")
    public Data<EmployeeView> get(@PathParam("id") EmployeeId id) {
        return new Data<>(EmployeeView.of(employees.get(caller.actor(), id)));
    }

    @POST
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "createEmployee", summary = "Write down who works in a store; this confers no rights")
    public RestResponse<Data<EmployeeView>> create(@NotNull @Valid EmployeeDetails details) {
        return writes.perform(details, tx -> {
            Employee employee = employees.create(tx, caller.actor(), details);
            return Answer.created("/api/v1/employees/" + employee.id(), EmployeeView.of(employee));
        });
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "putEmployee", summary = "Replace what is said about an employee")
    public RestResponse<Data<EmployeeView>> put(
            @PathParam("id") EmployeeId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid EmployeeDetails details) {
        return writes.perform(
                details,
                tx -> Answer.ok(EmployeeView.of(
                        employees.change(tx, caller.actor(), id, preconditions.expected(), before -> details))));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "changeEmployee", summary = "Change some members of an employee")
    @RequestBody(content = @Content(schema = @Schema(implementation = EmployeeDetails.class)))
    public RestResponse<Data<EmployeeView>> change(
            @PathParam("id") EmployeeId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(
                patch,
                tx -> Answer.ok(EmployeeView.of(employees.change(
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
    @Operation(operationId = "deleteEmployee", summary = "Remove the record of an employee whom no order names")
    public RestResponse<Data<Void>> delete(@PathParam("id") EmployeeId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            employees.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
