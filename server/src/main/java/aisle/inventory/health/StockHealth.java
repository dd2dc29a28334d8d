package aisle.inventory.health;

import aisle.inventory.StockThresholds;
import aisle.inventory.Thresholds;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Says how well stores are stocked, and what they should order anew. */
@Singleton
class StockHealth {
    private final HealthDao dao = new HealthDao();
    private final Database database;
    private final Thresholds thresholds;
    private final Stores stores;
    private final Time time;

    StockHealth(Database database, Thresholds thresholds, Stores stores, Time time) {
        this.database = database;
        this.thresholds = thresholds;
        this.stores = stores;
        this.time = time;
    }

    /**
     * A look at stock.
     *
     * @param summary of the whole stores, whatever else is asked for
     * @param products the rows that are asked for, the least available first
     */
    record Report(StockThresholds thresholds, HealthSummary summary, Page<Stocked> products) {}

    /** @throws DomainError {@link ErrorCode#WRONG_STORE} */
    Report report(Actor actor, HealthFilter filter, PageRequest page) {
        Set<StoreId> visible = actor.visibleStores(filter.store());
        return database.read(handle -> {
            StockThresholds current = thresholds.current(handle);
            HealthSummary summary = dao.summary(handle, visible, current);
            return new Report(current, summary, dao.list(handle, visible, filter, current, summary, since(), page));
        });
    }

    /**
     * What a store should order anew.
     *
     * @param products the least available first
     */
    record Proposals(StockThresholds thresholds, Page<Stocked> products) {}

    /** @throws DomainError {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#STORE_NOT_FOUND} */
    Proposals proposals(Actor actor, StoreId store, PageRequest page) {
        actor.mustWorkIn(store);
        return database.read(handle -> {
            stores.get(handle, store);
            StockThresholds current = thresholds.current(handle);
            return new Proposals(current, dao.due(handle, store, current, since(), page));
        });
    }

    private Instant since() {
        return time.now().minus(Duration.ofDays(Reorder.DAYS));
    }
}
