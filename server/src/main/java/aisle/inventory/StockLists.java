package aisle.inventory;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at stock, as it is and as it was, and at the ledger; each sees only the stores in which it works. */
@Singleton
public class StockLists {
    private final StockListDao dao = new StockListDao();
    private final Database database;
    private final Thresholds thresholds;
    private final Time time;

    StockLists(Database database, Thresholds thresholds, Time time) {
        this.database = database;
        this.thresholds = thresholds;
        this.time = time;
    }

    /** Stock rows, by product name. */
    public Page<StockLevel> now(
            Actor actor,
            @Nullable StoreId store,
            @Nullable ProductId product,
            @Nullable HealthLevel level,
            PageRequest page) {
        StockListDao.Scope scope = new StockListDao.Scope(actor.visibleStores(store), product);
        return database.read(handle -> {
            if (level == null) {
                return dao.list(handle, scope, null, null, page);
            }
            StockThresholds current = thresholds.current(handle);
            return dao.list(handle, scope, level.above(current), level.upTo(current), page);
        });
    }

    /**
     * What lay there at a moment, by product name, the movements of that moment included.
     *
     * @throws DomainError when the moment is still to come
     */
    public Page<StockThen> at(
            Actor actor, @Nullable StoreId store, @Nullable ProductId product, Instant moment, PageRequest page) {
        if (moment.isAfter(time.now())) {
            throw DomainError.invalid("as_of", "out_of_range", "must not be in the future");
        }
        StockListDao.Scope scope = new StockListDao.Scope(actor.visibleStores(store), product);
        return database.read(handle -> dao.listAt(handle, scope, moment, page));
    }

    /** Ledger lines, newest first. */
    public Page<StockMovement> movements(Actor actor, MovementFilter filter, PageRequest page) {
        StockListDao.Scope scope = new StockListDao.Scope(actor.visibleStores(filter.store()), filter.product());
        return database.read(handle -> dao.movements(handle, scope, filter, page));
    }
}
