package aisle.catalog.prices;

import aisle.kernel.Actor;
import aisle.kernel.ProductId;
import aisle.platform.db.Tx;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the prices that lists are sorted and filtered by. A change of prices brings them up to date with itself; where
 * only time passes, as a sale begins or ends, this does so within seconds. What is shown and charged never comes from
 * here.
 */
@Singleton
class CurrentPrices implements Job {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int BATCH = 200;

    private final CurrentPriceDao dao = new CurrentPriceDao();
    private final PriceEvents events;
    private final Time time;

    CurrentPrices(PriceEvents events, Time time) {
        this.events = events;
        this.time = time;
    }

    /** Brings the current prices of a product up to date, whose lock the caller holds. */
    void refresh(Tx tx, ProductId product, boolean ofChain, Instant now) {
        if (ofChain) {
            dao.refreshChain(tx, List.of(product), now);
        } else {
            dao.refreshStores(tx, List.of(product), now);
        }
    }

    @Override
    public String name() {
        return "current-prices";
    }

    @Override
    public String purpose() {
        return "sorts products by new prices as scheduled ones begin and end";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(INTERVAL);
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(this::pass);
    }

    private boolean pass(Tx tx) {
        Instant now = time.now();
        List<ProductId> products = dao.due(tx, now, BATCH);
        if (products.isEmpty()) {
            return false;
        }
        dao.lock(tx, products);
        dao.refreshChain(tx, products, now);
        dao.refreshStores(tx, products, now);
        Actor actor = Actor.system(name());
        for (CurrentPriceDao.Passed passed : dao.pass(tx, products, now)) {
            PriceEvents.Change change = passed.ended() ? PriceEvents.Change.ENDED : PriceEvents.Change.BEGUN;
            events.publish(
                    tx,
                    actor,
                    passed.product(),
                    passed.productVersion(),
                    passed.store(),
                    passed.price(),
                    change,
                    passed.id());
        }
        return true;
    }
}
