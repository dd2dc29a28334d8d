package aisle.orders;

import aisle.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step in the life of an order. */
public record OrderEvent(
        long version,
        String type,
        OrderStatus status,
        @Nullable UserId actorId,
        @Nullable String reason,
        Instant occurredAt) {}
