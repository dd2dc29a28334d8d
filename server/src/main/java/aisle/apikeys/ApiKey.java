package aisle.apikeys;

import aisle.kernel.ApiKeyId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without the key itself.
 *
 * @param scopes names of operations and of groups of them
 * @param stores in which it may act; null when in all
 * @param requestsPerMinute its own limit; null when the general one holds
 * @param createdBy who made it; null when the server's command line did
 * @param lastUsedAt within a minute or so; null when it was never used
 */
record ApiKey(
        ApiKeyId id,
        String name,
        List<String> scopes,
        @Nullable List<StoreId> stores,
        @Nullable Integer requestsPerMinute,
        long version,
        @Nullable UserId createdBy,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    boolean isActive(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }
}
