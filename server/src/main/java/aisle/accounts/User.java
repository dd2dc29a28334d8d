package aisle.accounts;

import aisle.kernel.CustomerId;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone who can sign in.
 *
 * @param email normalised, see {@link Emails}
 * @param customerId the customer that this user is when it shops; null until it first does, unless it registered itself
 * @param stores where it works, by name; empty for customers
 */
public record User(
        UserId id,
        String email,
        String fullName,
        @Nullable String phone,
        Role role,
        boolean active,
        @Nullable CustomerId customerId,
        List<WorkPlace> stores,
        long version,
        Instant createdAt) {

    /** A store that a user is a member of. */
    public record WorkPlace(StoreId id, String name) {}
}
