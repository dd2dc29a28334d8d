package aisle.customers;

import aisle.kernel.CustomerId;
import aisle.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who buys, as the staff see it.
 *
 * @param userId the sign-in, or null for a customer whom only the staff know
 */
public record Customer(
        CustomerId id,
        String fullName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable UserId userId,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
