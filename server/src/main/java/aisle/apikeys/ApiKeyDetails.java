package aisle.apikeys;

import aisle.kernel.StoreId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of a key.
 *
 * @param storeIds in which it may act; null means all. An empty list is refused: it looks like none and must not mean all.
 * @param requestsPerMinute null means the general limit
 * @param expiresAt null means as late as API_KEY_MAX_DAYS allows
 */
@Schema(name = "ApiKeyDetails")
public record ApiKeyDetails(
        @NotBlank @Size(max = 100) String name,
        @NotNull @Size(min = 1, max = 200) List<@NotBlank @Size(max = 100) String> scopes,
        @Nullable @Size(min = 1, max = 1000) List<@NotNull StoreId> storeIds,
        @Nullable @Min(1) @Max(100_000) Integer requestsPerMinute,
        @Nullable Instant expiresAt) {

    static ApiKeyDetails of(ApiKey key) {
        return new ApiKeyDetails(key.name(), key.scopes(), key.stores(), key.requestsPerMinute(), key.expiresAt());
    }
}
