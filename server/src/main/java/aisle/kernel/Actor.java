package aisle.kernel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and in which request: passed to every use case, written into audit entries and movements.
 *
 * @param userId the signed-in user, or null for an anonymous caller and for the system itself
 * @param role the user's role, or null likewise
 * @param stores the stores the user is a member of; empty for customers
 * @param requestId the id of the request, or of the job, that caused the change
 * @param remoteAddress the network address of the caller, or null for the system
 */
public record Actor(
        @Nullable UserId userId,
        @Nullable Role role,
        Set<StoreId> stores,
        String requestId,
        @Nullable String remoteAddress) {

    public Actor {
        stores = Set.copyOf(stores);
    }

    /** The system itself, for example a job or a command on the server's own command line. */
    public static Actor system(String requestId) {
        return new Actor(null, null, Set.of(), requestId, null);
    }

    public boolean is(Role wanted) {
        return role == wanted;
    }

    public boolean isStaff() {
        return role == Role.EMPLOYEE || role == Role.MANAGER || role == Role.ADMIN;
    }

    /** The signed-in user. Only for operations that no anonymous caller reaches. */
    public UserId signedIn() {
        if (userId == null) {
            throw DomainError.of(ErrorCode.UNAUTHENTICATED, "Sign in first.");
        }
        return userId;
    }

    /**
     * Refuses staff who act in a store that is not theirs. ADMIN acts everywhere.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}
     */
    public void mustWorkIn(StoreId store) {
        if (role != Role.ADMIN && !stores.contains(store)) {
            throw DomainError.of(ErrorCode.WRONG_STORE, "You are not a member of this store.");
        }
    }
}
