package aisle.settlement;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.StoreId;
import aisle.orders.Order;
import aisle.payments.Payment;
import aisle.payments.Payments;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.MoneyInput;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.settlement.CollectedBy.Means;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Cash and cards at the door: what was collected, by whom, and what of the cash arrived in the store. */
@Singleton
class Collections {
    private final CollectionDao dao = new CollectionDao();
    private final Payments payments;
    private final Stores stores;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Collections(Payments payments, Stores stores, Database database, Audit audit, Time time, Ids ids) {
        this.payments = payments;
        this.stores = stores;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Notes what the actor collected for an order.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#NOTHING_TO_COLLECT},
     *     {@link ErrorCode#AMOUNT_NOT_AUTHORIZED}, {@link ErrorCode#CURRENCY_MISMATCH}
     */
    Payment collect(Tx tx, Actor actor, Order order, MoneyInput collected, Means means) {
        actor.mustWorkIn(order.storeId());
        Money amount = collected.in(order.totals().total().currency());
        if (amount.compareTo(Money.zero(amount.currency())) < 0) {
            throw DomainError.invalid("amount", "out_of_range", "must not be negative");
        }
        Payment payment = payments.collect(tx, actor, order.storeId(), order.id(), amount);
        dao.insert(
                tx,
                ids.next(),
                order.storeId(),
                order.id(),
                payment.id(),
                Objects.requireNonNull(actor.id()),
                means,
                amount,
                time.today(ZoneId.of(order.storeTimezone())),
                time.now());
        audit.record(
                tx,
                actor,
                "payment.collected",
                "payment",
                payment.id().value(),
                order.storeId(),
                Map.of("order_id", order.id().toString(), "amount", amount, "means", means));
        return payment;
    }

    /**
     * What each collected on a day of the store.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#STORE_NOT_FOUND}
     */
    List<CollectedBy> ofDay(Actor actor, StoreId id, LocalDate day) {
        actor.mustWorkIn(id);
        return database.read(
                handle -> dao.ofDay(handle, id, day, stores.get(handle, id).currency()));
    }

    /**
     * Notes how much cash somebody handed over.
     *
     * @throws DomainError as {@link #ofDay}, and {@link ErrorCode#CURRENCY_MISMATCH}
     */
    List<CollectedBy> settle(Tx tx, Actor actor, StoreId id, LocalDate day, UUID collector, MoneyInput handedOver) {
        actor.mustWorkIn(id);
        Store store = stores.get(tx.handle(), id);
        Money amount = handedOver.in(store.currency());
        if (amount.compareTo(Money.zero(amount.currency())) < 0) {
            throw DomainError.invalid("handed_over", "out_of_range", "must not be negative");
        }
        dao.settle(tx, id, day, collector, amount, actor.id(), time.now());
        audit.record(
                tx, actor, "cash.handed_over", "cash_settlement", day + "/" + collector, id, Map.of("amount", amount));
        return dao.ofDay(tx.handle(), id, day, store.currency());
    }
}
