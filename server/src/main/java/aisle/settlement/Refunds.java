package aisle.settlement;

import aisle.audit.Audit;
import aisle.inventory.Inventory;
import aisle.inventory.StockAdjustment;
import aisle.inventory.StockOutcome;
import aisle.inventory.StockReason;
import aisle.inventory.StockWish;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.OrderLineId;
import aisle.kernel.Quantity;
import aisle.orders.Order;
import aisle.payments.PaymentOperation;
import aisle.payments.PaymentOperation.State;
import aisle.payments.Payments;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.platform.web.Answer;
import aisle.platform.web.Progress;
import aisle.platform.web.idempotency.Idempotency;
import aisle.platform.web.idempotency.RequestKey;
import aisle.settlement.RefundDao.Given;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Money that goes back to customers. */
@Singleton
class Refunds {
    private final RefundDao dao = new RefundDao();
    private final RequestDao requests = new RequestDao();
    private final Payments payments;
    private final Inventory inventory;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Refunds(Payments payments, Inventory inventory, Database database, Audit audit, Time time, Ids ids) {
        this.payments = payments;
        this.inventory = inventory;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Gives money back. What is to be given back is set aside and the goods are booked at once; the provider is asked after that.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#REFUND_EXCEEDS_ITEM}, {@link ErrorCode#REFUND_EXCEEDS_CAPTURED}, {@link ErrorCode#CURRENCY_MISMATCH}
     */
    Progress<Refund> give(Tx tx, Actor actor, Order order, RefundWish wish, RequestKey request) {
        actor.mustWorkIn(order.storeId());
        RequestDao.Begun begun = requests.find(tx, request);
        if (begun != null && !Arrays.equals(begun.fingerprint(), request.fingerprint())) {
            throw Idempotency.reused();
        }
        UUID refund = begun == null ? begin(tx, actor, order, wish, request) : begun.id();
        return new Progress.Goes<>(
                () -> payments.proceedWithRefund(actor, refund),
                after -> Answer.created(
                        "/api/v1/orders/" + order.id() + "/refunds", find(after.handle(), order, refund)));
    }

    private UUID begin(Tx tx, Actor actor, Order order, RefundWish wish, RequestKey request) {
        wish.mustMakeSense();
        payments.lock(tx, order.storeId(), order.id());
        List<Refund.Item> items = wish.items() == null ? List.of() : items(tx, order, wish.items());
        Money zero = Money.zero(order.totals().total().currency());
        Money amount = wish.amount() == null
                ? items.stream().map(Refund.Item::amount).reduce(zero, Money::plus)
                : wish.amount().in(zero.currency());
        if (amount.compareTo(zero) <= 0) {
            throw DomainError.invalid("amount", "out_of_range", "There is nothing to give back.");
        }
        UUID id = ids.next();
        boolean restock = Boolean.TRUE.equals(wish.restock());
        dao.insert(
                tx,
                order.storeId(),
                new Refund(id, order.id(), amount, Refund.Status.PENDING, wish.reason(), restock, items, time.now()),
                actor.id());
        requests.insert(tx, request, order.storeId(), id, time.now());
        payments.refund(tx, actor, order.storeId(), order.id(), amount, id);
        if (restock) {
            restock(tx, actor, order, id, items);
        }
        audit.record(
                tx,
                actor,
                "refund.created",
                "refund",
                id,
                order.storeId(),
                Map.of("order_id", order.id().toString(), "amount", amount, "restock", restock, "items", items.size()));
        return id;
    }

    /** The share of each line, so that all refunds of a line together come to what it cost, to the last unit. */
    private List<Refund.Item> items(Tx tx, Order order, List<RefundWish.Item> wished) {
        Map<OrderLineId, Order.Line> lines =
                order.lines().stream().collect(Collectors.toMap(Order.Line::id, Function.identity()));
        Map<OrderLineId, Given> given = dao.given(tx, order.storeId(), order.id());
        Money zero = Money.zero(order.totals().total().currency());
        return wished.stream()
                .map(wish -> item(
                        order,
                        lines.get(wish.itemId()),
                        wish,
                        given.getOrDefault(wish.itemId(), new Given(Quantity.ZERO, zero))))
                .toList();
    }

    private static Refund.Item item(Order order, Order.@Nullable Line line, RefundWish.Item wish, Given given) {
        if (line == null) {
            throw DomainError.invalid("items", "unknown", "This order has no item " + wish.itemId() + ".");
        }
        Quantity got = Objects.requireNonNullElse(
                line.pickedQuantity(), line.quantity().minus(line.shortQuantity()));
        Quantity all = given.quantity().plus(wish.quantity());
        if (all.compareTo(got) > 0) {
            throw new DomainError(
                    ErrorCode.REFUND_EXCEEDS_ITEM,
                    "Of this item only " + got.minus(given.quantity()) + " can be given back.",
                    Map.of("item_id", line.id(), "refundable_quantity", got.minus(given.quantity())));
        }
        Money gross = order.totals().pricesIncludeTax()
                ? line.lineTotal()
                : line.lineTotal().plus(line.tax());
        BigDecimal share =
                gross.amount().multiply(all.value()).divide(line.quantity().value(), 10, RoundingMode.HALF_UP);
        Money amount = Money.rounded(share, gross.currency()).minus(given.amount());
        return new Refund.Item(line.id(), line.productId(), wish.quantity(), amount);
    }

    private void restock(Tx tx, Actor actor, Order order, UUID refund, List<Refund.Item> items) {
        List<StockWish> wishes = items.stream()
                .map(item -> StockWish.agreed(
                        order.storeId(),
                        item.productId(),
                        StockAdjustment.by(item.quantity(), StockReason.RETURN),
                        "refund:" + refund))
                .toList();
        for (StockOutcome outcome : inventory.post(tx, actor, wishes)) {
            switch (outcome) {
                case StockOutcome.Booked() -> {}
                case StockOutcome.Refused(DomainError why) -> throw why;
                case StockOutcome.Waiting ignored -> throw new IllegalStateException("an agreed return waits");
            }
        }
    }

    private Refund find(Handle handle, Order order, UUID refund) {
        return list(handle, order).stream()
                .filter(one -> one.id().equals(refund))
                .findFirst()
                .orElseThrow();
    }

    private List<Refund> list(Handle handle, Order order) {
        Map<UUID, List<PaymentOperation>> parts = payments.operations(handle, order.storeId(), order.id()).stream()
                .filter(operation -> operation.refund() != null)
                .collect(Collectors.groupingBy(operation -> Objects.requireNonNull(operation.refund())));
        return dao.ofOrder(handle, order.storeId(), order.id()).stream()
                .map(refund -> refund.in(status(parts.getOrDefault(refund.id(), List.of())), refund.items()))
                .toList();
    }

    private static Refund.Status status(List<PaymentOperation> parts) {
        if (parts.stream().anyMatch(part -> part.state().isOpen())) {
            return Refund.Status.PENDING;
        }
        return parts.stream().anyMatch(part -> part.state() == State.FAILED)
                ? Refund.Status.FAILED
                : Refund.Status.SUCCEEDED;
    }

    /** The refunds of an order, the oldest first. */
    List<Refund> list(Order order) {
        return database.read(handle -> list(handle, order));
    }
}
