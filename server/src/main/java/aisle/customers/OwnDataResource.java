package aisle.customers;

import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Writes;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of one's own data as a whole. */
@Path("/api/v1/me")
@Tag(name = "Me")
public class OwnDataResource {
    private final Erasure erasure;
    private final Writes writes;
    private final Caller caller;

    OwnDataResource(Erasure erasure, Writes writes, Caller caller) {
        this.erasure = erasure;
        this.writes = writes;
        this.caller = caller;
    }

    @GET
    @Path("/export")
    @Authenticated
    @Operation(operationId = "exportMyData", summary = "Get everything that the shop keeps of oneself")
    public RestResponse<Data<Map<String, List<?>>>> export() {
        return RestResponse.ResponseBuilder.ok(new Data<>(erasure.export(caller.actor())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Authenticated
    @ResponseStatus(204)
    @Operation(
            operationId = "eraseMe",
            summary = "Erase oneself; orders and totals stay, without the person, and every sign-in ends")
    public RestResponse<Data<Void>> erase() {
        return writes.perform(null, tx -> {
            erasure.eraseSelf(tx, caller.actor());
            return Answer.noContent();
        });
    }
}
