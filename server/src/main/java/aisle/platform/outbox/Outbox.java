package aisle.platform.outbox;

import aisle.kernel.Actor;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where a use case leaves its events. */
@Singleton
public class Outbox {
    private final OutboxDao dao;
    private final Instance<Subscriber> subscribers;
    private final Time time;
    private final Ids ids;

    Outbox(Json json, Instance<Subscriber> subscribers, Time time, Ids ids) {
        this.dao = new OutboxDao(json);
        this.subscribers = subscribers;
        this.time = time;
        this.ids = ids;
    }

    /** Writes an event and a delivery for each subscriber that wants it, in the caller's transaction. */
    public void publish(
            Tx tx,
            Actor actor,
            String type,
            String aggregateType,
            String aggregateId,
            long aggregateVersion,
            Map<String, Object> payload) {
        publish(tx, actor, type, aggregateType, List.of(new Happening(aggregateId, aggregateVersion, payload)));
    }

    /**
     * What happened to one thing.
     *
     * @param aggregateVersion its version after the event
     */
    public record Happening(String aggregateId, long aggregateVersion, Map<String, Object> payload) {}

    /** Writes an event of the same type for each of several things, in one statement. */
    public void publish(Tx tx, Actor actor, String type, String aggregateType, List<Happening> happenings) {
        Instant now = time.now();
        List<Event> events = happenings.stream()
                .map(one -> new Event(
                        ids.next(),
                        type,
                        aggregateType,
                        one.aggregateId(),
                        one.aggregateVersion(),
                        one.payload(),
                        actor.requestId(),
                        now))
                .toList();
        List<String> wanting = subscribers.stream()
                .filter(subscriber -> subscriber.wants(type))
                .map(Subscriber::name)
                .toList();
        dao.insert(tx, events, wanting);
    }
}
