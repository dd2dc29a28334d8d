package aisle.platform.outbox;

import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of events and deliveries. */
final class OutboxDao {
    /** An event that is due for a subscriber, its row locked by the reader. */
    record Due(Event event, String subscriber, int attempts) {}

    /** How many deliveries are open, and when the oldest of their events happened. */
    record Backlog(long undelivered, @Nullable Instant oldest) {}

    private final Json json;

    OutboxDao(Json json) {
        this.json = json;
    }

    void insert(Tx tx, Event event, List<String> subscribers) {
        tx.handle()
                .createUpdate("""
                        WITH event AS (
                            INSERT INTO outbox (id, type, aggregate_type, aggregate_id, aggregate_version, payload, request_id, occurred_at)
                            VALUES (:id, :type, :aggregateType, :aggregateId, :aggregateVersion, :payload::jsonb, :requestId, :occurredAt)
                            RETURNING id, occurred_at)
                        INSERT INTO outbox_delivery (event_id, subscriber, next_attempt_at)
                        SELECT event.id, subscriber, event.occurred_at
                        FROM event CROSS JOIN unnest(:subscribers::text[]) AS subscriber
                        """)
                .bind("id", event.id())
                .bind("type", event.type())
                .bind("aggregateType", event.aggregateType())
                .bind("aggregateId", event.aggregateId())
                .bind("aggregateVersion", event.aggregateVersion())
                .bind("payload", json.write(event.payload()))
                .bind("requestId", event.requestId())
                .bind("occurredAt", event.occurredAt())
                .bindArray("subscribers", String.class, subscribers)
                .execute();
    }

    /** Takes the next due delivery that no other relay is working on. */
    @Nullable
    Due lockNextDue(Tx tx, Instant now) {
        return tx.handle()
                .createQuery("""
                        SELECT o.*, d.subscriber, d.attempts
                        FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id
                        WHERE d.delivered_at IS NULL AND d.next_attempt_at <= :now
                        ORDER BY d.next_attempt_at
                        LIMIT 1
                        FOR UPDATE OF d SKIP LOCKED
                        """)
                .bind("now", now)
                .map((row, context) -> due(row))
                .findOne()
                .orElse(null);
    }

    private Due due(ResultSet row) throws SQLException {
        Event event = new Event(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("aggregate_type"),
                row.getString("aggregate_id"),
                row.getLong("aggregate_version"),
                json.readObject(row.getString("payload")),
                row.getString("request_id"),
                Columns.instant(row, "occurred_at"));
        return new Due(event, row.getString("subscriber"), row.getInt("attempts"));
    }

    void markDelivered(Tx tx, Due due, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE outbox_delivery SET delivered_at = :now, attempts = attempts + 1, last_error = NULL
                        WHERE event_id = :event AND subscriber = :subscriber
                        """)
                .bind("now", now)
                .bind("event", due.event().id())
                .bind("subscriber", due.subscriber())
                .execute();
    }

    void postpone(Tx tx, UUID event, String subscriber, Instant nextAttempt, String error) {
        tx.handle()
                .createUpdate("""
                        UPDATE outbox_delivery
                        SET attempts = attempts + 1, next_attempt_at = :nextAttempt, last_error = :error
                        WHERE event_id = :event AND subscriber = :subscriber AND delivered_at IS NULL
                        """)
                .bind("nextAttempt", nextAttempt)
                .bind("error", error)
                .bind("event", event)
                .bind("subscriber", subscriber)
                .execute();
    }

    Backlog backlog(Handle handle) {
        return handle.createQuery("""
                        SELECT count(*) AS undelivered, min(o.occurred_at) AS oldest
                        FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id
                        WHERE d.delivered_at IS NULL
                        """)
                .map((row, context) -> new Backlog(row.getLong("undelivered"), Columns.instantOrNull(row, "oldest")))
                .one();
    }
}
