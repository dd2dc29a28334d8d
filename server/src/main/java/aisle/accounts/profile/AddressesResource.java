package aisle.accounts.profile;

import aisle.kernel.AddressId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Writes;
import io.quarkus.security.Authenticated;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of the caller's own addresses. */
@Path("/api/v1/me/addresses")
@Tag(name = "Me")
public class AddressesResource {
    private final Addresses addresses;
    private final Writes writes;
    private final Caller caller;

    AddressesResource(Addresses addresses, Writes writes, Caller caller) {
        this.addresses = addresses;
        this.writes = writes;
        this.caller = caller;
    }

    @GET
    @Authenticated
    @Operation(operationId = "listMyAddresses", summary = "List the addresses that you keep, the newest first")
    public Listing<Address> list(@Valid @BeanParam Paging paging) {
        return paging.listing(addresses.list(caller.actor(), paging.request()), address -> address);
    }

    @POST
    @Authenticated
    @ResponseStatus(201)
    @Operation(operationId = "addMyAddress", summary = "Keep an address; the first one is the default")
    public RestResponse<Data<Address>> add(@NotNull @Valid AddressDetails details) {
        return writes.perform(details, tx -> {
            Address address = addresses.add(tx, caller.actor(), details);
            return Answer.created("/api/v1/me/addresses/" + address.id(), address);
        });
    }

    @PUT
    @Path("/{id}")
    @Authenticated
    @Operation(
            operationId = "putMyAddress",
            summary = "Replace an address; with is_default true it becomes the default")
    public RestResponse<Data<Address>> put(
            @PathParam("id") AddressId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid AddressDetails details) {
        return writes.perform(
                details, tx -> Answer.ok(addresses.replace(tx, caller.actor(), id, preconditions.expected(), details)));
    }

    @PATCH
    @Path("/{id}/default")
    @Authenticated
    @Operation(operationId = "makeMyAddressDefault", summary = "Make an address the default")
    public RestResponse<Data<Address>> makeDefault(
            @PathParam("id") AddressId id, @BeanParam Preconditions preconditions) {
        return writes.perform(
                null, tx -> Answer.ok(addresses.makeDefault(tx, caller.actor(), id, preconditions.expected())));
    }

    @DELETE
    @Path("/{id}")
    @Authenticated
    @ResponseStatus(204)
    @Operation(
            operationId = "deleteMyAddress",
            summary = "Forget an address; the newest one left may become the default")
    public RestResponse<Data<Void>> delete(@PathParam("id") AddressId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            addresses.delete(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
