package aisle.apikeys;

import aisle.kernel.ApiKeyId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.security.ApiKeySecret;
import aisle.platform.security.ClosedToKeys;
import aisle.platform.time.Time;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of API keys. */
@Path("/api/v1/admin/api-keys")
@Tag(name = "API keys")
@ClosedToKeys
public class ApiKeysResource {
    private final ApiKeys keys;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;
    private final Time time;

    ApiKeysResource(ApiKeys keys, Writes writes, Caller caller, MergePatch mergePatch, Time time) {
        this.keys = keys;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
        this.time = time;
    }

    /** A key as administrators see it. */
    @Schema(name = "ApiKey")
    public record ApiKeyView(
            ApiKeyId id,
            String name,
            String start,
            List<String> scopes,
            @Nullable List<StoreId> storeIds,
            @Nullable Integer requestsPerMinute,
            boolean active,
            long version,
            @Nullable UserId createdBy,
            Instant createdAt,
            Instant updatedAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt)
            implements Versioned {
        static ApiKeyView of(ApiKey key, Instant now) {
            return new ApiKeyView(
                    key.id(),
                    key.name(),
                    ApiKeySecret.start(key.id()),
                    key.scopes(),
                    key.stores(),
                    key.requestsPerMinute(),
                    key.isActive(now),
                    key.version(),
                    key.createdBy(),
                    key.createdAt(),
                    key.updatedAt(),
                    key.expiresAt(),
                    key.lastUsedAt(),
                    key.revokedAt());
        }

        /** When it was used, and whether it has expired, changes without a new version. */
        @Override
        public boolean showsOthers() {
            return true;
        }
    }

    /** A new key, told this once. */
    @Schema(name = "NewApiKey")
    public record NewApiKeyView(@Nullable String secret, ApiKeyView apiKey) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "NewApiKeyView[" + apiKey.id() + "]";
        }
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "listApiKeys", summary = "List the keys of machines, the newest first")
    public Listing<ApiKeyView> list(@QueryParam("active") @Nullable Boolean active, @Valid @BeanParam Paging paging) {
        Instant now = time.now();
        return paging.listing(keys.list(active, paging.request()), key -> ApiKeyView.of(key, now));
    }

    @POST
    @RolesAllowed(Role.Names.ADMIN)
    @ResponseStatus(201)
    @Operation(operationId = "createApiKey", summary = "Make a key for a machine; it is told this once")
    public RestResponse<Data<NewApiKeyView>> create(@NotNull @Valid ApiKeyDetails details) {
        return writes.perform(details, tx -> {
            ApiKeys.Made made = keys.create(tx, caller.actor(), details);
            ApiKeyView view = ApiKeyView.of(made.key(), time.now());
            return Answer.created(
                            "/api/v1/admin/api-keys/" + view.id(),
                            new NewApiKeyView(made.secret().text(), view))
                    .once(new NewApiKeyView(null, view));
        });
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "getApiKey", summary = "Get a key of a machine, without the key itself")
    public Data<ApiKeyView> get(@PathParam("id") ApiKeyId id) {
        return new Data<>(ApiKeyView.of(keys.get(id), time.now()));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "changeApiKey", summary = "Change what a key may do, where and how long")
    @RequestBody(content = @Content(schema = @Schema(implementation = ApiKeyDetails.class)))
    public RestResponse<Data<ApiKeyView>> change(
            @PathParam("id") ApiKeyId id, @BeanParam Preconditions preconditions, @NotNull JsonNode patch) {
        return writes.perform(patch, tx -> {
            ApiKey key = keys.change(
                    tx, caller.actor(), id, preconditions.expected(), details -> mergePatch.apply(details, patch));
            return Answer.ok(ApiKeyView.of(key, time.now()));
        });
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @ResponseStatus(204)
    @Operation(operationId = "revokeApiKey", summary = "End a key at once; a second time changes nothing")
    public RestResponse<Data<Void>> revoke(@PathParam("id") ApiKeyId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            keys.revoke(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }
}
