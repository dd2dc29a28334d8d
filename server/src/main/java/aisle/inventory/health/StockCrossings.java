package aisle.inventory.health;

import aisle.inventory.health.CrossingDao.Crossing;
import aisle.kernel.Actor;
import aisle.platform.db.Tx;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.outbox.Outbox;
import aisle.platform.outbox.Outbox.Happening;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Tells that stock became scarce or ran out: one event for each time that it fell across the border. The change of stock
 * itself leaves nothing but a row behind, so that an order waits for no event.
 */
@Singleton
class StockCrossings implements Job {
    static final String NAME = "stock-alerts";

    private static final int BATCH = 200;

    private final CrossingDao dao = new CrossingDao();
    private final Outbox outbox;
    private final Counter ranOut;
    private final Counter ranLow;

    StockCrossings(Outbox outbox, MeterRegistry metrics) {
        this.outbox = outbox;
        this.ranOut = counter(metrics, "out");
        this.ranLow = counter(metrics, "low");
    }

    private static Counter counter(MeterRegistry metrics, String level) {
        return Counter.builder("stock_outs")
                .description("How often a product's stock in a store ran out, or ran low")
                .tag("level", level)
                .register(metrics);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "tells of stock that became scarce or ran out";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofSeconds(5));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(this::tell);
    }

    private boolean tell(Tx tx) {
        List<Crossing> crossings = dao.take(tx, BATCH);
        publish(tx, "stock.ran_out.v1", crossings, true);
        publish(tx, "stock.ran_low.v1", crossings, false);
        return crossings.size() == BATCH;
    }

    private void publish(Tx tx, String type, List<Crossing> crossings, boolean out) {
        List<Happening> happened = crossings.stream()
                .filter(crossing -> crossing.isOut() == out)
                .map(crossing ->
                        new Happening(crossing.store() + "/" + crossing.product(), crossing.number(), facts(crossing)))
                .toList();
        if (!happened.isEmpty()) {
            outbox.publish(tx, Actor.system(NAME), type, "stock_level", happened);
            tx.afterCommit(() -> (out ? ranOut : ranLow).increment(happened.size()));
        }
    }

    private static Map<String, Object> facts(Crossing crossing) {
        return Map.of(
                "store_id", crossing.store().toString(),
                "product_id", crossing.product().toString(),
                "sku", crossing.sku(),
                "name", crossing.name(),
                "available", crossing.available(),
                "threshold", crossing.threshold());
    }
}
