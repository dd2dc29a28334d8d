package aisle.checkout;

import aisle.cart.Carts;
import aisle.checkout.AttemptDao.Row;
import aisle.checkout.AttemptDao.State;
import aisle.inventory.Inventory;
import aisle.kernel.Actor;
import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.orders.NewOrder;
import aisle.orders.Order;
import aisle.orders.OrderStatus;
import aisle.orders.Orders;
import aisle.payments.Payment;
import aisle.payments.PaymentOwner;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answer makes of a purchase, whenever it comes and whoever brings it: an order, or nothing.
 *
 * <p>RESERVED (stock and slot promised, a provider is asked) becomes PLACED, or PENDING (there is an order, which waits for
 * its payment) and then PLACED, or RELEASED. Payments tell of each news in the transaction that writes it down, also after the
 * process that began it died. Locks: payment, attempt, cart, slot, stock.
 */
@Singleton
class AttemptSettlement implements PaymentOwner {
    private final AttemptDao dao;
    private final Orders orders;
    private final Inventory inventory;
    private final Slots slots;
    private final Carts carts;
    private final Stores stores;
    private final Time time;

    AttemptSettlement(
            Orders orders,
            Inventory inventory,
            Slots slots,
            Carts carts,
            Stores stores,
            Sealing sealing,
            Json json,
            Time time) {
        this.dao = new AttemptDao(sealing, json);
        this.orders = orders;
        this.inventory = inventory;
        this.slots = slots;
        this.carts = carts;
        this.stores = stores;
        this.time = time;
    }

    @Override
    public boolean settled(Tx tx, Actor actor, StoreId store, OrderId order, Payment payment) {
        Row attempt = dao.lock(tx, store, order);
        if (attempt == null) {
            return orders.isWanted(tx, store, order);
        }
        return switch (payment.status()) {
            case AUTHORIZED, CAPTURED -> paid(tx, actor, attempt);
            case REQUIRES_ACTION, UNKNOWN -> waits(tx, attempt);
            case DECLINED -> {
                // An order that is written may be paid in another way until its time is over.
                if (attempt.state() == State.RESERVED) {
                    release(tx, actor, attempt, "DECLINED");
                }
                yield false;
            }
            case VOIDED -> {
                if (payment.id().equals(attempt.payment())) {
                    release(tx, actor, attempt, "EXPIRED");
                }
                yield false;
            }
            case PARTIALLY_REFUNDED, REFUNDED -> true;
        };
    }

    private boolean paid(Tx tx, Actor actor, Row attempt) {
        return switch (attempt.state()) {
            case RESERVED -> {
                boolean placed = write(tx, attempt, OrderStatus.CONFIRMED, null);
                if (!placed) {
                    release(tx, actor, attempt, null);
                }
                yield placed;
            }
            case PENDING -> {
                boolean confirmed = orders.confirmPaid(tx, actor, attempt.store(), attempt.order());
                dao.move(tx, attempt, confirmed ? State.PLACED : State.RELEASED, null, time.now());
                yield confirmed;
            }
            case PLACED -> orders.isWanted(tx, attempt.store(), attempt.order());
            case RELEASED -> false;
        };
    }

    private boolean waits(Tx tx, Row attempt) {
        if (attempt.state() != State.RESERVED) {
            return attempt.state() != State.RELEASED;
        }
        return write(tx, attempt, OrderStatus.PENDING_PAYMENT, attempt.expiresAt());
    }

    /** Writes the order of an attempt; false when it cannot be any more. */
    private boolean write(Tx tx, Row attempt, OrderStatus status, @Nullable Instant expiresAt) {
        Store store = stores.find(tx.handle(), attempt.store());
        if (store == null) {
            return false;
        }
        AttemptSnapshot snapshot = Objects.requireNonNull(attempt.snapshot());
        if (!inventory.keepForOrder(
                tx, attempt.store(), attempt.order(), snapshot.lines().size())) {
            return false;
        }
        NewOrder order = snapshot.order(attempt.order(), status, store, attempt.customer(), expiresAt);
        Order draft = orders.findDraft(tx, attempt.store(), attempt.order());
        if (draft == null) {
            orders.record(tx, snapshot.buyer(), order);
        } else {
            orders.rewrite(tx, snapshot.buyer(), draft, order);
        }
        if (snapshot.cart() != null) {
            carts.paid(tx, snapshot.cart(), snapshot.bought());
        }
        dao.move(tx, attempt, status == OrderStatus.PENDING_PAYMENT ? State.PENDING : State.PLACED, null, time.now());
        return true;
    }

    /** Undoes what is not done: the cart is as it was, slot and stock are free. */
    void release(Tx tx, Actor actor, Row attempt, @Nullable String why) {
        if (attempt.state() == State.PLACED || attempt.state() == State.RELEASED) {
            return;
        }
        boolean isOrder = attempt.state() == State.PENDING;
        if (isOrder && !orders.giveUp(tx, actor, attempt.store(), attempt.order())) {
            // Somebody canceled it, and gave back what it had.
            dao.move(tx, attempt, State.RELEASED, why, time.now());
            return;
        }
        AttemptSnapshot snapshot = attempt.snapshot();
        if (!isOrder && snapshot != null && snapshot.cart() != null) {
            carts.unpaid(tx, snapshot.cart());
        }
        slots.release(tx, attempt.store(), attempt.order());
        inventory.releaseLast(tx, attempt.store(), attempt.order().value());
        dao.move(tx, attempt, State.RELEASED, why, time.now());
    }

    /** Undoes some whose time was over before a moment; answers how many. */
    int releaseExpired(Tx tx, Actor actor, Instant before, int atMost) {
        List<Row> expired = dao.lockExpired(tx, before, atMost);
        expired.forEach(attempt -> release(tx, actor, attempt, "EXPIRED"));
        return expired.size();
    }
}
