package aisle.catalog.assortment;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.stores.StoreBelongings;
import jakarta.inject.Singleton;
import java.time.Instant;

/** A store that is archived sells nothing; what no other store sells is unassigned then. */
@Singleton
class AssortmentOfStore implements StoreBelongings {
    private final AssortmentDao dao = new AssortmentDao();

    @Override
    public Kind kind() {
        return Kind.PRODUCTS;
    }

    @Override
    public Left leave(Tx tx, StoreId store, Instant now) {
        AssortmentDao.Emptied emptied = dao.empty(tx, store);
        return new Left(emptied.products(), emptied.unassigned());
    }
}
