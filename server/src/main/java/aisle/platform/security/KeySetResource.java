package aisle.platform.security;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The public keys by which other programs check Aisle's access tokens (RFC 7517). */
@Path("/.well-known/jwks.json")
@Tag(name = "Signing in")
public class KeySetResource {
    /** A key that is added for a change is known everywhere within this time. */
    private static final String FIVE_MINUTES = "public, max-age=300";

    private final SigningKeys keys;

    KeySetResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getKeySet", summary = "Get the public keys of access tokens, without the envelope")
    public RestResponse<Map<String, Object>> keys() {
        return RestResponse.ResponseBuilder.ok(keys.published().toJSONObject(true))
                .header(HttpHeaders.CACHE_CONTROL, FIVE_MINUTES)
                .build();
    }
}
