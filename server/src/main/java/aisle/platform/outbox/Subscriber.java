package aisle.platform.outbox;

import aisle.platform.db.Tx;

/**
 * Acts on events after they are committed. Called at least once per event, perhaps out of order; what it writes with the
 * given transaction commits together with the mark that the event was delivered. Several events share a transaction, so
 * it must be short and wait for nothing outside the database.
 */
public interface Subscriber {
    /** A stable name; deliveries are kept per subscriber. */
    String name();

    boolean wants(String eventType);

    /**
     * Whether it keeps a state per aggregate, such as a search index, for which only the newest event counts. An event is
     * then dropped when one of a later version of the same aggregate was handled before; of two nodes that bring both at
     * once, the older waits for the newer or comes first.
     */
    default boolean newestOnly() {
        return false;
    }

    /** Handles an event. When it throws, what it wrote is undone and the event is delivered again later. */
    void handle(Tx tx, Event event);
}
