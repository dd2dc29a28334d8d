package aisle.orders;

import aisle.kernel.Unit;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts what is bought, once it is certain. For curves and alarms only: books are kept in the database, since counters
 * begin anew with each start and are binary fractions.
 */
@Startup // what it counts is shown from the start
@Singleton
class OrderMetrics {
    private final MeterRegistry metrics;
    private final Map<FulfillmentType, Counter> placed = new EnumMap<>(FulfillmentType.class);
    private final Map<Unit, Counter> goods = new EnumMap<>(Unit.class);

    OrderMetrics(MeterRegistry metrics, AisleConfig config) {
        this.metrics = metrics;
        revenue(config.chain().currency());
        for (FulfillmentType type : FulfillmentType.values()) {
            Counter counter = Counter.builder("orders_placed")
                    .description("Orders placed")
                    .tag("fulfillment_type", type.name())
                    .register(metrics);
            placed.put(type, counter);
        }
        for (Unit unit : Unit.values()) {
            Counter counter = Counter.builder("order_goods")
                    .description("What was ordered, in the unit in which it is sold")
                    .tag("unit", unit.name())
                    .register(metrics);
            goods.put(unit, counter);
        }
    }

    /** Counts an order when its transaction has committed. */
    void placed(Tx tx, Order order) {
        tx.afterCommit(() -> {
            Objects.requireNonNull(placed.get(order.fulfillmentType())).increment();
            order.lines()
                    .forEach(line -> Objects.requireNonNull(goods.get(line.unit()))
                            .increment(line.quantity().value().doubleValue()));
            revenue(order.totals().total().currency())
                    .increment(order.totals().total().amount().doubleValue());
        });
    }

    private Counter revenue(Currency currency) {
        return Counter.builder("order_value")
                .description("Totals of the orders placed, in units of their currency")
                .tag("currency", currency.getCurrencyCode())
                .register(metrics);
    }
}
