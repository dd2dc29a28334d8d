package aisle.platform.outbox;

import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.List;

/** SQL of the outbox's upkeep; each statement takes at most so many rows and leaves what others work on. */
final class OutboxUpkeepDao {
    int parkOrphans(Tx tx, List<String> subscribers, Instant now, Instant dueBefore, int atMost) {
        return tx.handle()
                .createUpdate("""
                        UPDATE outbox_delivery d SET parked_at = :now, last_error = 'no subscriber has this name'
                        FROM (
                            SELECT event_id, subscriber FROM outbox_delivery
                            WHERE delivered_at IS NULL AND parked_at IS NULL
                              AND next_attempt_at < :dueBefore AND subscriber <> ALL (:subscribers)
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED) AS orphan
                        WHERE d.event_id = orphan.event_id AND d.subscriber = orphan.subscriber
                        """)
                .bind("now", now)
                .bind("dueBefore", dueBefore)
                .bindArray("subscribers", String.class, subscribers)
                .bind("atMost", atMost)
                .execute();
    }

    /** Removes events with all of their deliveries. */
    int removeDelivered(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM outbox WHERE ctid = ANY (ARRAY(
                            SELECT o.ctid FROM outbox o
                            WHERE o.occurred_at < :before
                              AND NOT EXISTS (
                                  SELECT FROM outbox_delivery d
                                  WHERE d.event_id = o.id AND (d.delivered_at IS NULL OR d.delivered_at >= :before))
                            ORDER BY o.occurred_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }

    /** Removes what is known of aggregates of which no older event can come any more. */
    int removeProgress(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM outbox_progress WHERE ctid = ANY (ARRAY(
                            SELECT p.ctid FROM outbox_progress p
                            WHERE p.updated_at < :before
                              AND NOT EXISTS (
                                  SELECT FROM outbox_delivery d JOIN outbox o ON o.id = d.event_id
                                  WHERE d.subscriber = p.subscriber AND d.delivered_at IS NULL AND %s
                                    AND o.aggregate_type = p.aggregate_type AND o.aggregate_id = p.aggregate_id)
                            ORDER BY p.updated_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """.formatted(OutboxDao.PARKED_OR_NOT))
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }
}
