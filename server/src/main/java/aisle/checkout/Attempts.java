package aisle.checkout;

import aisle.cart.Carts;
import aisle.checkout.AttemptDao.Row;
import aisle.checkout.AttemptDao.State;
import aisle.checkout.PlaceOrderOutcome.Placed;
import aisle.checkout.PlaceOrderOutcome.Reserved;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.StoreId;
import aisle.orders.NewOrder;
import aisle.orders.Order;
import aisle.orders.OrderView;
import aisle.orders.Orders;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.Payments;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.faults.FaultPoints;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import aisle.platform.web.Answer;
import aisle.platform.web.idempotency.Idempotency;
import aisle.platform.web.idempotency.RequestKey;
import aisle.settings.SettingKey;
import aisle.settings.ShopSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Purchases whose payment asks a provider, as their request sees them: what was promised to them is committed before anybody
 * is asked, so that a repeated request can take them up. What the answer makes of them is the business of
 * {@link AttemptSettlement}.
 */
@Singleton
class Attempts {
    /** How long whoever began is left alone before a repeated request takes the attempt up. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final AttemptDao dao;
    private final Orders orders;
    private final Payments payments;
    private final Carts carts;
    private final ShopSettings settings;
    private final FaultPoints faults;
    private final Time time;

    Attempts(
            Orders orders,
            Payments payments,
            Carts carts,
            ShopSettings settings,
            FaultPoints faults,
            Sealing sealing,
            Json json,
            Time time) {
        this.dao = new AttemptDao(sealing, json);
        this.orders = orders;
        this.payments = payments;
        this.carts = carts;
        this.settings = settings;
        this.faults = faults;
        this.time = time;
    }

    /** How long goods are kept for whoever pays in this way. Asks nobody where that makes no sense. */
    Duration paymentTime(Tx tx, PaymentMethod method) {
        return method.isOnline()
                ? Duration.ofMinutes(settings.number(tx.handle(), SettingKey.PAYMENT_MINUTES))
                : Duration.ZERO;
    }

    /**
     * What became of the same request, when it was sent before and its answer is not kept; null when it is new.
     *
     * @throws DomainError {@link ErrorCode#IDEMPOTENCY_IN_PROGRESS}, {@link ErrorCode#IDEMPOTENCY_KEY_REUSED}
     */
    @Nullable
    PlaceOrderOutcome earlier(Tx tx, Actor actor, RequestKey request) {
        Row attempt = dao.lockByRequest(tx, request.scope());
        if (attempt == null) {
            return null;
        }
        if (!Arrays.equals(attempt.fingerprint(), request.fingerprint())) {
            throw Idempotency.reused();
        }
        if (attempt.state() != State.RESERVED) {
            return placed(tx, attempt);
        }
        Instant now = time.now();
        if (attempt.leaseUntil().isAfter(now)) {
            throw Idempotency.inProgress();
        }
        dao.lease(tx, attempt, now.plus(LEASE), now);
        return new Reserved(new Attempt(attempt.store(), attempt.order(), attempt.payment(), actor));
    }

    private Placed placed(Tx tx, Row attempt) {
        Order order = orders.get(tx, attempt.store(), attempt.order());
        return new Placed(
                order, attempt.snapshot() == null ? null : attempt.snapshot().token());
    }

    /**
     * Begins one, in the transaction that promises its stock.
     *
     * @throws DomainError {@link ErrorCode#CHECKOUT_IN_PROGRESS} when the same draft is being paid for
     */
    Attempt open(
            Tx tx,
            Actor actor,
            Purchase purchase,
            NewOrder order,
            @Nullable String token,
            Payment payment,
            Instant expiresAt) {
        Instant now = time.now();
        StoreId store = purchase.store().id();
        boolean isNew = dao.insert(
                tx,
                store,
                order.id(),
                payment.id(),
                order.customer(),
                Objects.requireNonNull(purchase.request()),
                AttemptSnapshot.of(actor, order, token, purchase.cart()),
                now.plus(LEASE),
                expiresAt,
                now);
        if (!isNew) {
            throw PlaceOrderAnswers.refusal(new PlaceOrderOutcome.BeingPaid());
        }
        if (purchase.cart() != null) {
            carts.holdForPayment(tx, purchase.cart().id(), order.id());
        }
        return new Attempt(store, order.id(), payment.id(), actor);
    }

    /** Asks the provider. Outside of any transaction. */
    void charge(Attempt attempt) {
        faults.reach("checkout.reserved");
        payments.proceed(attempt.actor(), attempt.store(), attempt.payment());
        faults.reach("checkout.charged");
    }

    /**
     * What came of it.
     *
     * @throws DomainError {@link ErrorCode#PAYMENT_DECLINED}; {@link ErrorCode#IDEMPOTENCY_IN_PROGRESS} when somebody else is
     *     still asking
     */
    Answer<OrderView> answer(Tx tx, Attempt attempt) {
        Row row = Objects.requireNonNull(dao.lock(tx, attempt.store(), attempt.order()));
        return switch (row.state()) {
            case PENDING, PLACED -> {
                Placed placed = placed(tx, row);
                yield PlaceOrderAnswers.created(placed.order(), placed.token());
            }
            case RELEASED -> throw declined(row);
            case RESERVED -> throw Idempotency.inProgress();
        };
    }

    private static DomainError declined(Row attempt) {
        String code = attempt.declineCode();
        return new DomainError(
                ErrorCode.PAYMENT_DECLINED,
                "The payment was declined. Nothing was bought, and nothing is kept for you.",
                code == null ? Map.of() : Map.of("decline_code", code));
    }

    /** Forgets some that were over before a moment; answers how many. */
    int forget(Tx tx, Instant before, int atMost) {
        return dao.removeOver(tx, before, atMost);
    }
}
