package aisle.platform.outbox;

import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL of events and deliveries. */
final class OutboxDao {
    /** An event that is due for a subscriber, its row locked by the reader. */
    record Due(Event event, int attempts) {}

    /** How many deliveries wait, how many are parked, and when the oldest event of those that wait happened. */
    record Backlog(long pending, long parked, @Nullable Instant oldest) {}

    /**
     * Leaves nothing out, but shows PostgreSQL the two small indexes in which everything is that is not delivered; it would
     * read the whole table otherwise, and almost all of that is delivered.
     */
    static final String PARKED_OR_NOT = "(d.parked_at IS NULL OR d.parked_at IS NOT NULL)";

    private final Json json;

    OutboxDao(Json json) {
        this.json = json;
    }

    /** Writes events of one type and their deliveries, in one round trip. */
    void insert(Tx tx, List<Event> events, List<String> subscribers) {
        PreparedBatch batch = tx.handle().prepareBatch("""
                        WITH event AS (
                            INSERT INTO outbox (id, type, aggregate_type, aggregate_id, aggregate_version, payload, request_id, occurred_at)
                            VALUES (:id, :type, :aggregateType, :aggregateId, :aggregateVersion, :payload::jsonb, :requestId, :occurredAt)
                            RETURNING id, occurred_at)
                        INSERT INTO outbox_delivery (event_id, subscriber, next_attempt_at)
                        SELECT event.id, subscriber, event.occurred_at
                        FROM event CROSS JOIN unnest(:subscribers::text[]) AS subscriber
                        """);
        for (Event event : events) {
            batch.bind("id", event.id())
                    .bind("type", event.type())
                    .bind("aggregateType", event.aggregateType())
                    .bind("aggregateId", event.aggregateId())
                    .bind("aggregateVersion", event.aggregateVersion())
                    .bind("payload", json.write(event.payload()))
                    .bind("requestId", event.requestId())
                    .bind("occurredAt", event.occurredAt())
                    .bindArray("subscribers", String.class, subscribers)
                    .add();
        }
        batch.execute();
    }

    /**
     * Takes some due deliveries that no other relay is working on. They come in the order of their aggregates and
     * versions, so that two relays lock what belongs to these in one order.
     */
    List<Due> lockDue(Tx tx, String subscriber, Instant now, int atMost) {
        return tx.handle()
                .createQuery("""
                        WITH due AS MATERIALIZED (
                            SELECT event_id, attempts FROM outbox_delivery
                            WHERE subscriber = :subscriber AND delivered_at IS NULL AND parked_at IS NULL
                              AND next_attempt_at <= :now
                            ORDER BY next_attempt_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED)
                        SELECT o.*, due.attempts FROM due JOIN outbox o ON o.id = due.event_id
                        ORDER BY o.aggregate_type, o.aggregate_id, o.aggregate_version, o.id
                        """)
                .bind("subscriber", subscriber)
                .bind("now", now)
                .bind("atMost", atMost)
                .map((row, context) -> due(row))
                .list();
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
        return new Due(event, row.getInt("attempts"));
    }

    void markDelivered(Tx tx, String subscriber, List<Due> delivered, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE outbox_delivery SET delivered_at = :now, attempts = attempts + 1, last_error = NULL
                        WHERE event_id = ANY (:events) AND subscriber = :subscriber
                        """)
                .bind("now", now)
                .bindArray(
                        "events",
                        UUID.class,
                        delivered.stream().map(due -> due.event().id()).toList())
                .bind("subscriber", subscriber)
                .execute();
    }

    /** Notes that a subscriber has this version of an aggregate; false when it has had a later one, or this one. */
    boolean advance(Tx tx, String subscriber, Event event, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO outbox_progress AS p (subscriber, aggregate_type, aggregate_id, version, updated_at)
                                VALUES (:subscriber, :type, :id, :version, :now)
                                ON CONFLICT (subscriber, aggregate_type, aggregate_id) DO UPDATE
                                SET version = excluded.version, updated_at = excluded.updated_at
                                WHERE p.version < excluded.version
                                """)
                        .bind("subscriber", subscriber)
                        .bind("type", event.aggregateType())
                        .bind("id", event.aggregateId())
                        .bind("version", event.aggregateVersion())
                        .bind("now", now)
                        .execute()
                == 1;
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

    /** Takes a delivery out of the relays' way until somebody puts it back. */
    void park(Tx tx, UUID event, String subscriber, Instant now, String reason) {
        tx.handle()
                .createUpdate("""
                        UPDATE outbox_delivery SET attempts = attempts + 1, parked_at = :now, last_error = :reason
                        WHERE event_id = :event AND subscriber = :subscriber AND delivered_at IS NULL
                        """)
                .bind("now", now)
                .bind("reason", reason)
                .bind("event", event)
                .bind("subscriber", subscriber)
                .execute();
    }

    /** What waits, by subscriber; those for whom nothing does are left out. Asked every few seconds. */
    Map<String, Backlog> backlogs(Handle handle) {
        return handle
                .createQuery("""
                        SELECT d.subscriber,
                               count(*) FILTER (WHERE d.parked_at IS NULL) AS pending,
                               count(*) FILTER (WHERE d.parked_at IS NOT NULL) AS parked,
                               min(o.occurred_at) FILTER (WHERE d.parked_at IS NULL) AS oldest
                        FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id
                        WHERE d.delivered_at IS NULL AND %s
                        GROUP BY d.subscriber
                        """.formatted(PARKED_OR_NOT))
                .map((row, context) -> Map.entry(
                        row.getString("subscriber"),
                        new Backlog(
                                row.getLong("pending"), row.getLong("parked"), Columns.instantOrNull(row, "oldest"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
