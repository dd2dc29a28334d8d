package aisle.platform.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened.
 *
 * @param id unique; subscribers that must act once remember it
 * @param type noun and past participle with a version, such as {@code order.placed.v1}
 * @param aggregateType what it happened to, such as {@code order}
 * @param aggregateId its id
 * @param aggregateVersion its version after the event; a consumer that keeps state drops older ones
 * @param payload ids, codes and figures; never personal data
 */
public record Event(
        UUID id,
        String type,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        Map<String, Object> payload,
        String requestId,
        Instant occurredAt) {}
