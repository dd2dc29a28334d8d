package aisle.platform.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a subscriber.
 *
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is tried next; null when it is parked
 * @param parkedAt since when it waits for an administrator, or null
 * @param lastError what went wrong, without values that may be personal
 */
public record Delivery(
        UUID eventId,
        String subscriber,
        String type,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        Instant occurredAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant parkedAt,
        @Nullable String lastError) {

    /** PENDING is tried by itself, PARKED was tried too often. */
    public enum State {
        PENDING,
        PARKED
    }

    /** Null members do not restrict. */
    public record Filter(
            @Nullable State state,
            @Nullable String subscriber,
            @Nullable String type) {}
}
