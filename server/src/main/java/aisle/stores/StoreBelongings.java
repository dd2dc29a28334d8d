package aisle.stores;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import java.time.Instant;

/** What belongs to a store until it is archived: a bean of the feature that keeps it. */
public interface StoreBelongings {
    /** What they are; they leave in this order. */
    enum Kind {
        TAGS,
        PRODUCTS,
        SLOTS
    }

    /**
     * How many left.
     *
     * @param all that belonged to the store
     * @param unassigned how many of them belong to no store any more
     */
    record Left(long all, long unassigned) {}

    Kind kind();

    /** Takes them from the store, which is locked and which all {@link StoreGuard}s have let go. */
    Left leave(Tx tx, StoreId store, Instant now);
}
