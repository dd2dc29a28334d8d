package aisle.platform.outbox;

import aisle.platform.db.Tx;

/**
 * Acts on events after they are committed. Called at least once per event, perhaps out of order; what it writes with the
 * given transaction commits together with the mark that the event was delivered.
 */
public interface Subscriber {
    /** A stable name; deliveries are kept per subscriber. */
    String name();

    boolean wants(String eventType);

    /** Handles an event. When it throws, the event is delivered again later. */
    void handle(Tx tx, Event event);
}
