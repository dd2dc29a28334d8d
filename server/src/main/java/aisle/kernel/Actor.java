package aisle.kernel;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and in which request: passed to every use case, written into audit entries and movements. It is a
 * person, a machine by its API key, an anonymous caller, or the system itself.
 *
 * @param userId the signed-in user, or null for everybody else
 * @param role the user's role, or null likewise; a machine has none, its rights are its key's scopes
 * @param apiKey the key of a machine, or null
 * @param worksEverywhere whether every store is its own: ADMIN's, and those of a key that is not bound to stores
 * @param stores the stores in which staff and machines work; empty for customers
 * @param requestId the id of the request, or of the job, that caused the change
 * @param remoteAddress the network address of the caller, or null for the system
 */
public record Actor(
        @Nullable UserId userId,
        @Nullable Role role,
        @Nullable ApiKeyId apiKey,
        boolean worksEverywhere,
        Set<StoreId> stores,
        String requestId,
        @Nullable String remoteAddress) {

    public Actor {
        stores = Set.copyOf(stores);
    }

    /** A person, or an anonymous caller. */
    public Actor(
            @Nullable UserId userId,
            @Nullable Role role,
            Set<StoreId> stores,
            String requestId,
            @Nullable String remoteAddress) {
        this(userId, role, null, role == Role.ADMIN, stores, requestId, remoteAddress);
    }

    /** The system itself, for example a job or a command on the server's own command line. */
    public static Actor system(String requestId) {
        return new Actor(null, null, Set.of(), requestId, null);
    }

    /** The id under which it stands in the books: the user's or the key's; null for an anonymous caller and the system. */
    public @Nullable UUID id() {
        if (userId != null) {
            return userId.value();
        }
        return apiKey == null ? null : apiKey.value();
    }

    public boolean is(Role wanted) {
        return role == wanted;
    }

    /** Whether it acts for the shop: a user who works there, or a machine. */
    public boolean isStaff() {
        return role == Role.EMPLOYEE || role == Role.MANAGER || role == Role.ADMIN || apiKey != null;
    }

    /**
     * The signed-in user. Only for operations that no anonymous caller reaches.
     *
     * @throws DomainError {@link ErrorCode#FORBIDDEN} for a machine, which is nobody; {@link ErrorCode#UNAUTHENTICATED}
     */
    public UserId signedIn() {
        if (apiKey != null) {
            throw DomainError.of(ErrorCode.FORBIDDEN, "Only people do this; an API key cannot.");
        }
        if (userId == null) {
            throw DomainError.of(ErrorCode.UNAUTHENTICATED, "Sign in first.");
        }
        return userId;
    }

    /**
     * Refuses staff and machines that act in a store that is not theirs.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}
     */
    public void mustWorkIn(StoreId store) {
        if (!worksEverywhere && !stores.contains(store)) {
            throw DomainError.of(
                    ErrorCode.WRONG_STORE,
                    apiKey == null ? "You are not a member of this store." : "This key is not for this store.");
        }
    }

    /** The stores of whose back office this actor sees something; null stands for all of them. */
    public @Nullable Set<StoreId> visibleStores() {
        return worksEverywhere ? null : stores;
    }

    /**
     * Likewise, of a list that may be narrowed to one store.
     *
     * @param store only this one; null for all that the actor sees
     * @throws DomainError {@link ErrorCode#WRONG_STORE} when it is not the actor's
     */
    public @Nullable Set<StoreId> visibleStores(@Nullable StoreId store) {
        if (store == null) {
            return visibleStores();
        }
        mustWorkIn(store);
        return Set.of(store);
    }
}
