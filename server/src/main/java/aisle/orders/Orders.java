package aisle.orders;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Time;
import aisle.pricing.Calculation;
import aisle.pricing.Pricing;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Orders: record one that was placed, find them again. */
@Singleton
public class Orders {
    private final OrderDao dao;
    private final OrderReadDao reads;
    private final OrderNumbers numbers;
    private final Database database;
    private final OrderSnapshots snapshots;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final OrderMetrics metrics;

    Orders(
            OrderNumbers numbers,
            Database database,
            Sealing sealing,
            Json json,
            Audit audit,
            Outbox outbox,
            Time time,
            OrderMetrics metrics) {
        this.dao = new OrderDao(json);
        this.snapshots = new OrderSnapshots(sealing, json);
        this.reads = new OrderReadDao(json, snapshots);
        this.numbers = numbers;
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.metrics = metrics;
    }

    /**
     * Writes a confirmed order with its lines and first event, and tells the audit and the outbox. Reserving its stock
     * and noting its payment are the caller's.
     */
    public Order record(Tx tx, Actor actor, NewOrder placed) {
        Instant now = time.now();
        byte[] contact = snapshots.seal(placed.contact());
        byte[] address = snapshots.seal(placed.address());
        String number = numbers.next();
        while (!dao.insert(tx, placed, number, actor.userId(), contact, address, now)) {
            number = numbers.next();
        }
        dao.insertLines(tx, placed);
        Map<String, Object> facts = Map.of(
                "order_id", placed.id().toString(),
                "number", number,
                "store_id", placed.store().id().toString(),
                "customer_id", placed.customer().toString(),
                "fulfillment_type", placed.fulfillmentType().name(),
                "lines", placed.lines().size(),
                "total", placed.calculation().totals().total());
        audit.record(
                tx,
                actor,
                "order.placed",
                "order",
                placed.id().value(),
                placed.store().id(),
                facts);
        outbox.publish(tx, actor, "order.placed.v1", "order", placed.id().toString(), 1, facts);
        metrics.placed(tx, placed);
        return placed.asOrder(number, actor.userId(), now);
    }

    /**
     * One order, for its customer and for the staff of its store.
     *
     * @throws DomainError {@link ErrorCode#ORDER_NOT_FOUND}, also for an order that is not the actor's to see
     */
    public Order get(Actor actor, OrderId id) {
        Order order = database.read(handle -> reads.find(handle, actor, id));
        if (order == null) {
            throw DomainError.of(ErrorCode.ORDER_NOT_FOUND, "There is no order with this id.");
        }
        return order;
    }

    /** Newest first: for staff the orders of their stores, for anyone else their own. */
    public Page<Order> list(Actor actor, OrderFilter filter, PageRequest page) {
        OrderScope scope = actor.isStaff() ? OrderScope.STORES : OrderScope.OWN;
        return list(actor, actor.worksEverywhere() ? OrderScope.ALL : scope, filter, page);
    }

    /** The actor's own orders, newest first. */
    public Page<Order> listOwn(Actor actor, OrderFilter filter, PageRequest page) {
        return list(actor, OrderScope.OWN, filter, page);
    }

    private Page<Order> list(Actor actor, OrderScope scope, OrderFilter filter, PageRequest page) {
        return database.read(handle -> reads.list(handle, actor, scope, filter, page));
    }

    /**
     * How the figures of an order came about; {@link ErrorCode#ORDER_NOT_FOUND} as for {@link #get}. Of an order that is older
     * than these traces it is made from its lines, which is all that they had.
     */
    public Calculation calculation(Actor actor, OrderId id) {
        Order order = get(actor, id);
        Calculation kept = database.read(handle -> reads.calculation(handle, order.storeId(), id));
        return kept == null ? Pricing.price(order.basket()) : kept;
    }

    /** What happened to an order, oldest first; {@link ErrorCode#ORDER_NOT_FOUND} as for {@link #get}. */
    public List<OrderEvent> history(Actor actor, OrderId id) {
        Order order = get(actor, id);
        return database.read(handle -> reads.events(handle, order.storeId(), id));
    }
}
