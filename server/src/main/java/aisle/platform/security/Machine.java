package aisle.platform.security;

import aisle.kernel.ApiKeyId;
import aisle.kernel.StoreId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A machine that calls with an API key, as of this request.
 *
 * @param scopes names of operations and of groups of them
 * @param everywhere whether it may act in every store
 * @param stores in which it may act otherwise
 * @param requestsPerMinute its own limit, or null when the general one holds
 */
public record Machine(
        ApiKeyId id,
        Set<String> scopes,
        boolean everywhere,
        Set<StoreId> stores,
        @Nullable Integer requestsPerMinute) implements java.security.Principal {
    public Machine {
        scopes = Set.copyOf(scopes);
        stores = Set.copyOf(stores);
    }

    @Override
    public String getName() {
        return id.toString();
    }
}
