package aisle.platform.web;

import aisle.platform.config.AisleConfig;
import aisle.platform.db.Readiness;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** For those who watch the server: load balancers, orchestrators, people. Answers have no envelope. */
@Path("/")
@Tag(name = "Health")
public class HealthResource {
    private static final String OK = "ok";
    private static final String UNAVAILABLE = "unavailable";

    private final Readiness readiness;
    private final AisleConfig config;

    HealthResource(Readiness readiness, AisleConfig config) {
        this.readiness = readiness;
        this.config = config;
    }

    /** @param status {@code ok} or {@code unavailable} */
    public record Health(String status) {}

    /** What runs here. */
    public record About(String status, String environment, String version) {}

    /** Never asks the database, or its outage would have every node restarted; nor waits for a worker thread. */
    @GET
    @Path("/healthz")
    @PermitAll
    @NonBlocking
    @Operation(operationId = "isAlive", summary = "Say whether the process is alive")
    public Health alive() {
        return new Health(OK);
    }

    @GET
    @Path("/readyz")
    @PermitAll
    @NonBlocking
    @Operation(operationId = "isReady", summary = "Say whether requests can be served: 503 while they cannot")
    public RestResponse<Health> ready() {
        return database();
    }

    @GET
    @Path("/health")
    @PermitAll
    @NonBlocking
    @Operation(operationId = "getHealth", summary = "Say what runs here")
    public About about() {
        return new About(OK, config.environment().label(), config.version());
    }

    @GET
    @Path("/api/v1/health")
    @PermitAll
    @NonBlocking
    @Operation(operationId = "getApiHealth", summary = "Say what runs here, below the API's base path")
    public About aboutApi() {
        return about();
    }

    @GET
    @Path("/health/db")
    @PermitAll
    @NonBlocking
    @Operation(operationId = "getDatabaseHealth", summary = "Say whether the database answers: 503 while it is away")
    public RestResponse<Health> database() {
        return readiness.databaseAnswers()
                ? RestResponse.ok(new Health(OK))
                : RestResponse.status(RestResponse.Status.SERVICE_UNAVAILABLE, new Health(UNAVAILABLE));
    }
}
