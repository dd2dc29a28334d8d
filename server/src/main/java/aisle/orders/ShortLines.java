package aisle.orders;

import aisle.audit.Audit;
import aisle.inventory.BrokenPromises;
import aisle.kernel.Actor;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.orders.ShortLineDao.Affected;
import aisle.orders.ShortLineDao.Recalculated;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Time;
import aisle.pricing.Basket;
import aisle.pricing.Calculation;
import aisle.pricing.Calculation.FeeLine;
import aisle.pricing.Pricing;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What becomes of orders when goods that were promised to them are not there: their lines are short by as much, their
 * final totals become those of what is left, and their customers are told. The order goes on, even when nothing is left;
 * its totals as ordered stay.
 */
@Singleton
class ShortLines implements BrokenPromises {
    private final ShortLineDao dao;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;

    ShortLines(Json json, Audit audit, Outbox outbox, Time time) {
        this.dao = new ShortLineDao(json);
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
    }

    @Override
    public void note(Tx tx, Actor actor, StoreId store, ProductId product, String reason, List<BrokenPromise> broken) {
        dao.shorten(tx, store, broken);
        Map<OrderId, Quantity> missing =
                broken.stream().collect(Collectors.toMap(BrokenPromise::order, BrokenPromise::missing, Quantity::plus));
        List<Recalculated> orders = dao.affected(tx, store, missing.keySet()).stream()
                .map(order -> new Recalculated(order, calculation(order)))
                .toList();
        dao.recalculate(tx, store, orders, reason, actor.userId(), time.now());
        List<Outbox.Happening> happenings = orders.stream()
                .map(order -> new Outbox.Happening(
                        order.order().id().toString(),
                        order.order().version() + 1,
                        facts(
                                order,
                                store,
                                product,
                                missing.getOrDefault(order.order().id(), Quantity.ZERO))))
                .toList();
        audit.record(
                tx,
                actor,
                happenings.stream()
                        .map(one ->
                                new Audit.Change("order.items_short", "order", one.aggregateId(), store, one.payload()))
                        .toList());
        outbox.publish(tx, actor, "order.items_short.v1", "order", happenings);
    }

    /** What is left of each line, at the price and the tax it was ordered for; the delivery costs what it did. */
    private static Calculation calculation(Affected order) {
        List<Basket.Item> left = order.lines().stream()
                .filter(line -> line.left().isPositive())
                .map(line ->
                        new Basket.Item(line.product(), line.left(), line.unitPrice(), line.taxClass(), line.taxRate()))
                .toList();
        Basket goods = Basket.of(left, order.currency(), order.pricesIncludeTax());
        if (left.isEmpty()) {
            return Pricing.price(goods);
        }
        Basket less = goods.lessBy(
                order.discount().atMost(Pricing.price(goods).totals().subtotal()));
        FeeLine fee = order.delivery();
        return Pricing.price(
                fee == null ? less : less.deliveredFor(new Basket.Fee(fee.amount(), fee.taxClass(), fee.taxRate())));
    }

    private static Map<String, Object> facts(
            Recalculated recalculated, StoreId store, ProductId product, Quantity missing) {
        Affected order = recalculated.order();
        Map<String, Object> facts = new HashMap<>(Map.of(
                "order_id", order.id().toString(),
                "number", order.number(),
                "store_id", store.toString(),
                "product_id", product.toString(),
                "missing_quantity", missing,
                "final_total", recalculated.calculation().totals().total()));
        if (order.customer() != null) {
            facts.put("customer_id", order.customer().toString());
        }
        return facts;
    }
}
