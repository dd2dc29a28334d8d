package aisle.orders;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Orders: record one that was placed, find them again. */
@Singleton
public class Orders {
    private final OrderDao dao;
    private final OrderStepDao steps;
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
        this.steps = new OrderStepDao(json);
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
     * Writes an order with its lines and first event, and tells the audit and, once it is placed for good, the outbox. Its
     * stock, its slot and its payment are the caller's.
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
        Order order = placed.asOrder(number, actor.userId(), now, now, 1);
        tell(tx, actor, order, placed.status() == OrderStatus.DRAFT ? "order.drafted" : "order.placed");
        return order;
    }

    /** What everybody may know of an order: no personal data. An event tells of it once it is placed for good. */
    private void tell(Tx tx, Actor actor, Order order, String action) {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "order_id", order.id().toString(),
                "number", order.number(),
                "store_id", order.storeId().toString(),
                "fulfillment_type", order.fulfillmentType().name(),
                "lines", order.lines().size(),
                "total", order.totals().total()));
        if (order.customerId() != null) {
            facts.put("customer_id", order.customerId().toString());
        }
        audit.record(tx, actor, action, "order", order.id().value(), order.storeId(), facts);
        if (order.status() == OrderStatus.CONFIRMED || order.status() == OrderStatus.DELIVERED) {
            outbox.publish(tx, actor, "order.placed.v1", "order", order.id().toString(), order.version(), facts);
            metrics.placed(tx, order);
        }
    }

    /**
     * Keeps a draft from everybody else until the transaction ends.
     *
     * @throws DomainError {@link ErrorCode#ORDER_NOT_DRAFT}
     */
    public void lockDraft(Tx tx, Order draft) {
        if (!steps.lock(tx, draft.storeId(), draft.id(), OrderStatus.DRAFT)) {
            throw DomainError.of(ErrorCode.ORDER_NOT_DRAFT, "This order is no draft any more.");
        }
    }

    /**
     * Writes a locked draft anew, as a draft or as the order that it becomes. The other duties are as for {@link #record}.
     *
     * @param draft as it was
     */
    public Order rewrite(Tx tx, Actor actor, Order draft, NewOrder placed) {
        Instant now = time.now();
        boolean stays = placed.status() == OrderStatus.DRAFT;
        steps.overwrite(
                tx,
                placed,
                stays ? "CHANGED" : placed.firstEvent(),
                actor.userId(),
                snapshots.seal(placed.contact()),
                snapshots.seal(placed.address()),
                now);
        dao.insertLines(tx, placed);
        Order order = placed.asOrder(draft.number(), draft.placedBy(), draft.createdAt(), now, draft.version() + 1);
        tell(tx, actor, order, stays ? "order.draft_changed" : "order.placed");
        return order;
    }

    /** Removes a locked draft. */
    public void delete(Tx tx, Actor actor, Order draft) {
        steps.delete(tx, draft.storeId(), draft.id());
        audit.record(
                tx,
                actor,
                "order.draft_deleted",
                "order",
                draft.id().value(),
                draft.storeId(),
                Map.of("number", draft.number()));
    }

    /** The money of an order that waited for it is there; false when it waits no more. */
    public boolean confirmPaid(Tx tx, Actor actor, StoreId store, OrderId id) {
        return settle(tx, actor, store, id, OrderStatus.CONFIRMED, "PAID", "order.placed");
    }

    /** The money of an order that waited for it will not come; false when it waits no more. */
    public boolean giveUp(Tx tx, Actor actor, StoreId store, OrderId id) {
        return settle(tx, actor, store, id, OrderStatus.CANCELED, "PAYMENT_FAILED", "order.canceled");
    }

    private boolean settle(Tx tx, Actor actor, StoreId store, OrderId id, OrderStatus to, String event, String action) {
        Long version = steps.settle(tx, store, id, to, event, actor.userId(), time.now());
        if (version == null) {
            return false;
        }
        Order order = get(tx, store, id);
        tell(tx, actor, order, action);
        return true;
    }

    /**
     * One order, for its customer, for the staff of its store and for the guest who has its token.
     *
     * @param token as the guest sent it, if any
     * @throws DomainError {@link ErrorCode#ORDER_NOT_FOUND}, also for an order that is not the actor's to see;
     *     {@link ErrorCode#UNAUTHENTICATED} for somebody unknown without token
     */
    public Order get(Actor actor, OrderId id, @Nullable String token) {
        return database.read(handle -> get(handle, actor, id, token));
    }

    /** As {@link #get(Actor, OrderId, String)}, on the caller's connection. */
    public Order get(Handle handle, Actor actor, OrderId id, @Nullable String token) {
        boolean known = actor.userId() != null || actor.apiKey() != null;
        if (!known && token == null) {
            throw DomainError.of(ErrorCode.UNAUTHENTICATED, "Sign in first, or send the order's X-Order-Token.");
        }
        Order order = known ? reads.find(handle, actor, id) : null;
        if (order == null && token != null) {
            order = reads.find(handle, id, OrderTokens.hash(token));
        }
        if (order == null) {
            throw DomainError.of(ErrorCode.ORDER_NOT_FOUND, "There is no order with this id.");
        }
        return order;
    }

    /** One order, whoever asks, as this transaction sees it. */
    public Order get(Tx tx, StoreId store, OrderId id) {
        return Objects.requireNonNull(reads.find(tx.handle(), store, id));
    }

    /** A draft, locked; null when there is no such draft. */
    public @Nullable Order findDraft(Tx tx, StoreId store, OrderId id) {
        return steps.lock(tx, store, id, OrderStatus.DRAFT) ? reads.find(tx.handle(), store, id) : null;
    }

    /** Whether there is an order that somebody wants to have: one that is canceled is not. */
    public boolean isWanted(Tx tx, StoreId store, OrderId id) {
        return steps.isWanted(tx, store, id);
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
     * How the figures of an order came about; {@link ErrorCode#ORDER_NOT_FOUND} as for {@link #get(Actor, OrderId, String)}. Of an order that is older
     * than these traces it is made from its lines, which is all that they had.
     */
    public Calculation calculation(Actor actor, OrderId id, @Nullable String token) {
        Order order = get(actor, id, token);
        Calculation kept = database.read(handle -> reads.calculation(handle, order.storeId(), id));
        return kept == null ? Pricing.price(order.basket()) : kept;
    }

    /** What happened to an order, oldest first; {@link ErrorCode#ORDER_NOT_FOUND} as for {@link #get(Actor, OrderId, String)}. */
    public List<OrderEvent> history(Actor actor, OrderId id, @Nullable String token) {
        Order order = get(actor, id, token);
        return database.read(handle -> reads.events(handle, order.storeId(), id));
    }
}
