package aisle.payments;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Payments of orders. What is written here within a transaction is an intent; a provider is asked after the commit, by
 * {@link #proceed}, or in the background when the process that committed it does not come so far.
 */
@Singleton
public class Payments {
    /** Whoever begins something has so long to take it up itself before the background does. */
    private static final Duration HEAD_START = Duration.ofSeconds(5);

    /** Before the provider's promise would have to be made, so that a decline leaves time to do something about it. */
    private static final Duration EARLY = Duration.ofDays(1);

    private final PaymentDao dao;
    private final OperationDao operations = new OperationDao();
    private final PaymentProviders providers;
    private final PaymentRunner runner;
    private final PaymentBook book;
    private final Webhooks webhooks;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Payments(
            PaymentProviders providers,
            PaymentRunner runner,
            PaymentBook book,
            Webhooks webhooks,
            Database database,
            Sealing sealing,
            Json json,
            Audit audit,
            Time time,
            Ids ids) {
        this.dao = new PaymentDao(sealing, json);
        this.providers = providers;
        this.runner = runner;
        this.book = book;
        this.webhooks = webhooks;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /** Notes that an order will be paid at the door or the counter: promised in full, nothing taken yet. */
    public Payment payOnDelivery(Tx tx, StoreId store, OrderId order, Money total) {
        Instant now = time.now();
        Money zero = Money.zero(total.currency());
        Payment payment = new Payment(
                new PaymentId(ids.next()),
                PaymentMethod.ON_DELIVERY,
                PaymentStatus.AUTHORIZED,
                total,
                total,
                zero,
                zero,
                null,
                null);
        dao.insert(tx, new StoredPayment(store, order, payment, zero, null, null, null, 1), now);
        return payment;
    }

    /**
     * Begins to have an order paid. What is paid at a door is promised by that, at a counter taken; what is online is
     * {@link PaymentStatus#UNKNOWN} until {@link #proceed} has asked, and {@link PaymentOwner} is told. A payment that would be
     * promised too early is {@link Payment#isLater() for later}: the order need not wait for it.
     *
     * @throws DomainError {@link ErrorCode#PAYMENT_METHOD_UNAVAILABLE}, {@link ErrorCode#PAYMENT_TOKEN_REQUIRED}
     */
    public Payment begin(Tx tx, Actor actor, PaymentWish wish) {
        Instant now = time.now();
        Money zero = Money.zero(wish.amount().currency());
        boolean asks = wish.method().isOnline() && wish.amount().compareTo(zero) > 0;
        Instant later = asks ? authorizeAt(wish, now) : null;
        boolean taken = wish.method() == PaymentMethod.CASH || wish.method() == PaymentMethod.CARD_TERMINAL;
        Payment payment = new Payment(
                new PaymentId(ids.next()),
                wish.method(),
                asks ? PaymentStatus.UNKNOWN : taken ? PaymentStatus.CAPTURED : PaymentStatus.AUTHORIZED,
                wish.amount(),
                asks ? zero : wish.amount(),
                taken ? wish.amount() : zero,
                zero,
                null,
                later);
        // Nobody acts before the provider is asked; from then on there is time until the money is needed.
        Instant expiresAt = later == null ? wish.expiresAt() : wish.neededAt();
        StoredPayment stored =
                new StoredPayment(wish.store(), wish.order(), payment, zero, null, null, asks ? expiresAt : null, 1);
        dao.insert(tx, stored, now);
        if (asks) {
            dao.keepToken(tx, payment.id(), token(wish), now);
            Instant dueAt = later == null ? now.plus(HEAD_START) : later;
            book.begin(tx, actor, stored, ProviderRequest.Kind.AUTHORIZE, wish.amount(), null, dueAt);
        }
        return payment;
    }

    /** When the provider is to be asked; null for now. */
    private @Nullable Instant authorizeAt(PaymentWish wish, Instant now) {
        Duration window = providers.get(wish.method()).authorizationWindow();
        if (wish.neededAt() == null || !wish.neededAt().isAfter(now.plus(window))) {
            return null;
        }
        return wish.neededAt().minus(window).plus(EARLY.compareTo(window) < 0 ? EARLY : Duration.ZERO);
    }

    private static String token(PaymentWish wish) {
        if (wish.token() == null) {
            throw DomainError.of(
                    ErrorCode.PAYMENT_TOKEN_REQUIRED, "This way to pay needs a payment_token from the provider.");
        }
        return wish.token();
    }

    /**
     * Asks providers what was begun for a payment, as far as nobody else is at it; answers what is known then. Never within a
     * transaction.
     */
    public Payment proceed(Actor actor, StoreId store, PaymentId payment) {
        runner.run(actor, store, payment, time.now().plus(HEAD_START));
        return database.read(handle -> dao.get(handle, store, payment).payment());
    }

    /** As {@link #proceed(Actor, StoreId, PaymentId)} for all payments of an order. */
    public List<Payment> proceed(Actor actor, StoreId store, OrderId order) {
        List<Payment> before = database.read(handle -> of(handle, store, order));
        Instant begunBy = time.now().plus(HEAD_START);
        before.forEach(payment -> runner.run(actor, store, payment.id(), begunBy));
        return database.read(handle -> of(handle, store, order));
    }

    /** As {@link #proceed(Actor, StoreId, PaymentId)} for a refund, which belongs to nobody else meanwhile. */
    public void proceedWithRefund(Actor actor, UUID refund) {
        runner.giveBack(actor, refund);
    }

    /** Asks a provider how everything stands that is open about a payment, by what the provider calls it. */
    public void refresh(Actor actor, PaymentMethod provider, String reference) {
        webhooks.refresh(actor, provider, reference);
    }

    /** The payments of an order, the oldest first. */
    public List<Payment> of(Handle handle, StoreId store, OrderId order) {
        return dao.ofOrder(handle, store, order).stream()
                .map(StoredPayment::payment)
                .toList();
    }

    /** What was asked of providers for an order, or happened at a door or counter; the oldest first. */
    public List<PaymentOperation> operations(Handle handle, StoreId store, OrderId order) {
        return operations.ofOrder(handle, store, order);
    }

    /** Whether a provider is asked over the network for this method, and this server has it. */
    public boolean isOfferedOnline(PaymentMethod method) {
        return method.isOnline() && providers.find(method) != null;
    }

    /**
     * Notes what was collected at the door or when the goods were fetched.
     *
     * @return the payment that it was for
     * @throws DomainError {@link ErrorCode#NOTHING_TO_COLLECT} when the order is not paid there, or was already;
     *     {@link ErrorCode#AMOUNT_NOT_AUTHORIZED} when it is more than is to be paid
     */
    public Payment collect(Tx tx, Actor actor, StoreId store, OrderId order, Money amount) {
        StoredPayment due = dao.lockOfOrder(tx, store, order).stream()
                .filter(one ->
                        one.payment().method() == PaymentMethod.ON_DELIVERY && one.status() == PaymentStatus.AUTHORIZED)
                .findFirst()
                .orElseThrow(() ->
                        DomainError.of(ErrorCode.NOTHING_TO_COLLECT, "There is nothing to collect for this order."));
        if (amount.compareTo(due.payment().amount()) > 0) {
            throw new DomainError(
                    ErrorCode.AMOUNT_NOT_AUTHORIZED,
                    "Only " + due.payment().amount() + " are to be paid.",
                    Map.of("authorized", due.payment().amount(), "amount", amount));
        }
        StoredPayment collected = dao.update(tx, due.captured(amount), time.now());
        book.tell(tx, actor, collected, "captured", Map.of());
        return collected.payment();
    }

    /**
     * Locks the payments of an order until the transaction ends: whoever changes an order together with its payments begins
     * with this, so that nobody waits for each other in a circle.
     */
    public List<Payment> lock(Tx tx, StoreId store, OrderId order) {
        return dao.lockOfOrder(tx, store, order).stream()
                .map(StoredPayment::payment)
                .toList();
    }

    /**
     * Begins to take what an order comes to in the end, and to let go of the rest. What is paid at the door is taken there.
     *
     * @throws DomainError {@link ErrorCode#AMOUNT_NOT_AUTHORIZED} when less was promised;
     *     {@link ErrorCode#PAYMENT_IN_PROGRESS} when money is being taken or let go of already
     */
    public void capture(Tx tx, Actor actor, StoreId store, OrderId order, Money total) {
        Money open = total;
        List<StoredPayment> authorized = new ArrayList<>();
        for (StoredPayment stored : dao.lockOfOrder(tx, store, order)) {
            open = open.minus(stored.payment().captured());
            if (stored.status() == PaymentStatus.AUTHORIZED) {
                authorized.add(stored);
            }
        }
        Money zero = Money.zero(total.currency());
        Money promised =
                authorized.stream().map(one -> one.payment().authorized()).reduce(zero, Money::plus);
        if (open.compareTo(promised) > 0) {
            throw new DomainError(
                    ErrorCode.AMOUNT_NOT_AUTHORIZED,
                    "Only " + promised + " of the " + open + " that are to be taken are authorised.",
                    Map.of("authorized", promised, "amount", open));
        }
        for (StoredPayment stored : authorized) {
            Money part = open.compareTo(stored.payment().authorized()) < 0
                    ? open
                    : stored.payment().authorized();
            take(tx, actor, stored, part.compareTo(zero) < 0 ? zero : part);
            open = open.minus(part);
        }
        audit.record(tx, actor, "payment.capture_begun", "order", order.value(), store, Map.of("total", total));
    }

    private void take(Tx tx, Actor actor, StoredPayment stored, Money part) {
        boolean nothing = part.compareTo(Money.zero(part.currency())) == 0;
        if (stored.payment().method() == PaymentMethod.ON_DELIVERY) {
            dao.update(tx, stored.toBring(part, null), time.now());
        } else if (nothing) {
            letGo(tx, actor, stored);
        } else {
            mustNotBeEnding(tx, stored);
            book.begin(
                    tx,
                    actor,
                    stored,
                    ProviderRequest.Kind.CAPTURE,
                    part,
                    null,
                    time.now().plus(HEAD_START));
        }
    }

    private void mustNotBeEnding(Tx tx, StoredPayment stored) {
        if (operations.isEnding(tx, stored.store(), stored.payment().id())) {
            throw DomainError.of(
                    ErrorCode.PAYMENT_IN_PROGRESS, "The money of this order is being taken, or let go of, already.");
        }
    }

    /**
     * Begins to let go of all the money of an order that is canceled: what is promised is let go of, what was taken is given
     * back, and what may still be promised will be let go of as soon as it is.
     *
     * @throws DomainError {@link ErrorCode#PAYMENT_IN_PROGRESS} when money is being taken at this moment
     */
    public void release(Tx tx, Actor actor, StoreId store, OrderId order) {
        for (StoredPayment stored : dao.lockOfOrder(tx, store, order)) {
            switch (stored.status()) {
                case AUTHORIZED, REQUIRES_ACTION -> letGo(tx, actor, stored);
                case UNKNOWN -> letGoOfUnknown(tx, actor, stored);
                case CAPTURED, PARTIALLY_REFUNDED -> giveBack(tx, actor, stored, stored.refundable(), null);
                case REFUNDED, VOIDED, DECLINED -> {}
            }
        }
        audit.record(tx, actor, "payment.release_begun", "order", order.value(), store, Map.of());
    }

    /** What was never asked for is over; what was asked for expires, and is let go of should it be promised after all. */
    private void letGoOfUnknown(Tx tx, Actor actor, StoredPayment stored) {
        Instant now = time.now();
        if (operations.withdraw(tx, stored.store(), stored.payment().id(), now)) {
            dao.forgetToken(tx, stored.payment().id());
            book.tell(tx, actor, dao.update(tx, stored.voided(), now), "voided", Map.of());
        } else {
            dao.update(tx, stored.toBring(stored.payment().amount(), now), now);
        }
    }

    private void letGo(Tx tx, Actor actor, StoredPayment stored) {
        mustNotBeEnding(tx, stored);
        Money amount = stored.payment().amount();
        boolean promisedByNobody =
                !stored.payment().method().isOnline() || amount.compareTo(Money.zero(amount.currency())) == 0;
        if (promisedByNobody) {
            book.tell(tx, actor, dao.update(tx, stored.voided(), time.now()), "voided", Map.of());
        } else {
            book.begin(
                    tx,
                    actor,
                    stored,
                    ProviderRequest.Kind.VOID,
                    amount,
                    null,
                    time.now().plus(HEAD_START));
        }
    }

    /**
     * Begins to give money back, from the oldest payment on; {@link #proceed} brings it to the customer. What was paid in cash
     * or at a terminal is given back there, by whoever asks for this.
     *
     * @param refund of whose record this is a part
     * @throws DomainError {@link ErrorCode#REFUND_EXCEEDS_CAPTURED} when less is left of what was taken
     */
    public void refund(Tx tx, Actor actor, StoreId store, OrderId order, Money amount, UUID refund) {
        Money open = amount;
        Money zero = Money.zero(amount.currency());
        for (StoredPayment stored : dao.lockOfOrder(tx, store, order)) {
            Money part = open.compareTo(stored.refundable()) < 0 ? open : stored.refundable();
            giveBack(tx, actor, stored, part, refund);
            open = open.minus(part);
        }
        if (open.compareTo(zero) > 0) {
            Money refundable = amount.minus(open);
            throw new DomainError(
                    ErrorCode.REFUND_EXCEEDS_CAPTURED,
                    "Only " + refundable + " of this order can be given back.",
                    Map.of("refundable", refundable, "amount", amount));
        }
        audit.record(
                tx,
                actor,
                "payment.refund_begun",
                "order",
                order.value(),
                store,
                Map.of("refund_id", refund.toString(), "amount", amount));
    }

    private void giveBack(Tx tx, Actor actor, StoredPayment stored, Money part, @Nullable UUID refund) {
        if (part.compareTo(Money.zero(part.currency())) <= 0) {
            return;
        }
        Instant now = time.now();
        StoredPayment reserved = dao.update(tx, stored.refunding(part), now);
        PaymentOperation begun =
                book.begin(tx, actor, reserved, ProviderRequest.Kind.REFUND, part, refund, now.plus(HEAD_START));
        if (!stored.payment().method().isOnline()) {
            book.note(tx, actor, begun, new ProviderAnswer.Approved(begun.id().toString()));
        }
    }
}
