package aisle.platform.security;

import aisle.kernel.Role;
import aisle.kernel.SessionId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.util.Set;

/** A signed-in user, as of this request. */
public record Principal(UserId userId, SessionId sessionId, Role role, Set<StoreId> stores)
        implements java.security.Principal {
    public Principal {
        stores = Set.copyOf(stores);
    }

    @Override
    public String getName() {
        return userId.toString();
    }
}
