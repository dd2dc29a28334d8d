package aisle.settlement;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.PaymentId;
import aisle.orders.Order;
import aisle.orders.OrderStatus;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentOperation;
import aisle.payments.PaymentOperation.State;
import aisle.payments.PaymentStatus;
import aisle.payments.PaymentWish;
import aisle.payments.Payments;
import aisle.payments.ProviderRequest;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.MoneyInput;
import aisle.platform.time.Time;
import aisle.platform.web.Answer;
import aisle.platform.web.Progress;
import aisle.platform.web.idempotency.Idempotency;
import aisle.platform.web.idempotency.RequestKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is paid for an order, and the next try when something of it is open. */
@Singleton
class OrderPayments {
    /** Of an order that does not wait for its payment but lost it. */
    private static final Duration TIME_TO_PAY = Duration.ofMinutes(30);

    private static final Set<OrderStatus> PAYABLE =
            EnumSet.of(OrderStatus.PENDING_PAYMENT, OrderStatus.CONFIRMED, OrderStatus.PICKING, OrderStatus.PICKED);

    private final RequestDao requests = new RequestDao();
    private final Payments payments;
    private final Database database;
    private final Audit audit;
    private final Time time;

    OrderPayments(Payments payments, Database database, Audit audit, Time time) {
        this.payments = payments;
        this.database = database;
        this.audit = audit;
        this.time = time;
    }

    /** The payments of an order, the oldest first. */
    List<OrderPayment> list(Order order) {
        return database.read(handle -> list(handle, order));
    }

    private List<OrderPayment> list(Handle handle, Order order) {
        List<PaymentOperation> operations = payments.operations(handle, order.storeId(), order.id());
        return payments.of(handle, order.storeId(), order.id()).stream()
                .map(payment -> OrderPayment.of(payment, operations))
                .toList();
    }

    /**
     * Pays what is open, by a provider.
     *
     * @throws DomainError {@link ErrorCode#NOTHING_TO_PAY};
     *     {@link ErrorCode#PAYMENT_IN_PROGRESS} while nobody knows what becomes of an earlier payment;
     *     {@link ErrorCode#PAYMENT_METHOD_UNAVAILABLE}, {@link ErrorCode#PAYMENT_TOKEN_REQUIRED}; later
     *     {@link ErrorCode#PAYMENT_DECLINED}, {@link ErrorCode#IDEMPOTENCY_IN_PROGRESS}
     */
    Progress<OrderPayment> pay(
            Tx tx, Actor actor, Order order, PaymentMethod method, @Nullable String token, RequestKey request) {
        RequestDao.Begun begun = requests.find(tx, request);
        if (begun != null && !Arrays.equals(begun.fingerprint(), request.fingerprint())) {
            throw Idempotency.reused();
        }
        PaymentId payment = begun == null ? begin(tx, actor, order, method, token, request) : new PaymentId(begun.id());
        return new Progress.Goes<>(
                () -> payments.proceed(actor, order.storeId(), payment), after -> answer(after, order, payment));
    }

    /**
     * Takes what is authorised: what the order comes to, or less, and lets go of the rest.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#AMOUNT_NOT_AUTHORIZED},
     *     {@link ErrorCode#PAYMENT_IN_PROGRESS}, {@link ErrorCode#CURRENCY_MISMATCH}
     */
    Progress<List<OrderPayment>> capture(
            Tx tx, Actor actor, Order order, @Nullable MoneyInput wished, RequestKey request) {
        actor.mustWorkIn(order.storeId());
        RequestDao.Begun begun = requests.find(tx, request);
        if (begun != null && !Arrays.equals(begun.fingerprint(), request.fingerprint())) {
            throw Idempotency.reused();
        }
        if (begun == null) {
            Money total = total(order);
            Money amount = wished == null ? total : wished.in(total.currency());
            if (amount.compareTo(total) > 0 || amount.compareTo(Money.zero(total.currency())) < 0) {
                throw DomainError.invalid("amount", "out_of_range", "must not be more than the order comes to");
            }
            payments.capture(tx, actor, order.storeId(), order.id(), amount);
            requests.insert(tx, request, order.storeId(), order.id().value(), time.now());
        }
        return new Progress.Goes<>(
                () -> payments.proceed(actor, order.storeId(), order.id()), after -> Answer.ok(taken(after, order)));
    }

    private List<OrderPayment> taken(Tx tx, Order order) {
        List<OrderPayment> all = list(tx.handle(), order);
        boolean isBeingTaken = all.stream()
                .flatMap(payment -> payment.operations().stream())
                .anyMatch(step -> step.kind() == ProviderRequest.Kind.CAPTURE && step.state() == State.PENDING);
        if (isBeingTaken) {
            throw Idempotency.inProgress();
        }
        return all;
    }

    private static Money total(Order order) {
        return (order.finalTotals() == null ? order.totals() : order.finalTotals()).total();
    }

    private PaymentId begin(
            Tx tx, Actor actor, Order order, PaymentMethod method, @Nullable String token, RequestKey request) {
        if (!payments.isOfferedOnline(method)) {
            throw DomainError.of(
                    ErrorCode.PAYMENT_METHOD_UNAVAILABLE, "An order cannot be paid later by " + method + ".");
        }
        Money open = open(order, payments.lock(tx, order.storeId(), order.id()));
        if (!PAYABLE.contains(order.status()) || open.compareTo(Money.zero(open.currency())) <= 0) {
            throw DomainError.of(ErrorCode.NOTHING_TO_PAY, "There is nothing to pay for this order.");
        }
        Instant expiresAt =
                Objects.requireNonNullElse(order.expiresAt(), time.now().plus(TIME_TO_PAY));
        Payment payment = payments.begin(
                tx, actor, new PaymentWish(order.storeId(), order.id(), method, token, open, null, expiresAt));
        requests.insert(tx, request, order.storeId(), payment.id().value(), time.now());
        audit.record(
                tx,
                actor,
                "payment.begun",
                "payment",
                payment.id().value(),
                order.storeId(),
                Map.of("order_id", order.id().toString(), "amount", open, "method", method));
        return payment.id();
    }

    /** What no payment is good for; while one is not known, whoever pays again might pay twice. */
    private static Money open(Order order, List<Payment> earlier) {
        Money open = total(order);
        for (Payment payment : earlier) {
            open = switch (payment.status()) {
                case AUTHORIZED -> open.minus(payment.authorized());
                case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> open.minus(payment.captured());
                case VOIDED, DECLINED -> open;
                case UNKNOWN, REQUIRES_ACTION ->
                    throw DomainError.of(
                            ErrorCode.PAYMENT_IN_PROGRESS,
                            "A payment of this order is still under way. Finish it, or wait until it has ended.");
            };
        }
        return open;
    }

    private Answer<OrderPayment> answer(Tx tx, Order order, PaymentId id) {
        OrderPayment payment = list(tx.handle(), order).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        boolean isBeingAsked = payment.status() == PaymentStatus.UNKNOWN
                && payment.operations().stream().anyMatch(step -> step.state() == State.PENDING);
        if (isBeingAsked) {
            // By the same request, or by the one that took over from it.
            throw Idempotency.inProgress();
        }
        if (payment.status() == PaymentStatus.DECLINED) {
            String code = payment.operations().isEmpty()
                    ? null
                    : payment.operations().getFirst().code();
            throw new DomainError(
                    ErrorCode.PAYMENT_DECLINED,
                    "The payment was declined.",
                    code == null ? Map.of() : Map.of("decline_code", code));
        }
        return Answer.created("/api/v1/orders/" + order.id() + "/payments", payment);
    }
}
