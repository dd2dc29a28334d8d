package aisle.tags;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.stores.StoreBelongings;
import jakarta.inject.Singleton;
import java.time.Instant;

/** The tags of a store that is archived belong to no store any more; the products that have them keep them. */
@Singleton
class TagsOfStore implements StoreBelongings {
    private final TagDao dao = new TagDao();

    @Override
    public Kind kind() {
        return Kind.TAGS;
    }

    @Override
    public Left leave(Tx tx, StoreId store, Instant now) {
        int tags = dao.unassign(tx, store, now);
        return new Left(tags, tags);
    }
}
