package aisle.staff;

import aisle.kernel.EmployeeId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works in a store.
 *
 * @param position what the person does there, in the chain's own words
 * @param userId the sign-in, if there is one
 */
public record Employee(
        EmployeeId id,
        String name,
        String position,
        StoreId storeId,
        @Nullable UserId userId,
        boolean active,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
