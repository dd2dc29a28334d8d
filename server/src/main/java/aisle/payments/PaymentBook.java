package aisle.payments;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.payments.PaymentIssue.Kind;
import aisle.payments.PaymentOperation.State;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is asked of providers, and what they answered: each answer once, in a transaction that locks the payment first
 * and in which one conditional statement decides whether it is news.
 */
@Singleton
class PaymentBook {
    /** How often somebody is asked who waits for the customer. */
    private static final Duration WHILE_CUSTOMER_ACTS = Duration.ofSeconds(30);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 9;

    private final PaymentDao dao;
    private final OperationDao operations = new OperationDao();
    private final PaymentIssueDao issues = new PaymentIssueDao();
    private final Instance<PaymentOwner> owners;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    PaymentBook(
            Instance<PaymentOwner> owners, Sealing sealing, Json json, Audit audit, Outbox outbox, Time time, Ids ids) {
        this.dao = new PaymentDao(sealing, json);
        this.owners = owners;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /** Writes down what a provider is to be asked, in a transaction that locks the payment or has just made it. */
    PaymentOperation begin(
            Tx tx,
            Actor actor,
            StoredPayment stored,
            ProviderRequest.Kind kind,
            Money amount,
            @Nullable UUID refund,
            Instant dueAt) {
        PaymentOperation operation = new PaymentOperation(
                stored.store(),
                ids.next(),
                stored.payment().id(),
                stored.order(),
                kind,
                stored.payment().method(),
                amount,
                State.PENDING,
                null,
                null,
                refund,
                actor.id(),
                actor.requestId(),
                0,
                time.now());
        operations.insert(tx, operation, dueAt);
        return operation;
    }

    /** Writes what a provider answered, unless the end of the operation is written already. */
    void note(Tx tx, Actor actor, PaymentOperation operation, ProviderAnswer answer) {
        StoredPayment stored = dao.lock(tx, operation.store(), operation.payment());
        switch (answer) {
            case ProviderAnswer.Approved(String reference) -> {
                if (end(tx, operation, State.SUCCEEDED, reference, null)) {
                    approved(tx, actor, operation, stored, reference);
                }
            }
            case ProviderAnswer.Declined(String code) -> {
                if (end(tx, operation, State.FAILED, null, code)) {
                    declined(tx, actor, operation, stored, code);
                }
            }
            case ProviderAnswer.ActionNeeded(String reference, NextAction action) ->
                awaits(tx, actor, operation, stored, reference, action);
            case ProviderAnswer.Unknown(String reason) -> unknown(tx, actor, operation, stored, reason);
        }
    }

    private boolean end(
            Tx tx, PaymentOperation operation, State state, @Nullable String reference, @Nullable String code) {
        return operations.note(tx, operation, state, reference, code, null, time.now());
    }

    private void approved(Tx tx, Actor actor, PaymentOperation operation, StoredPayment stored, String reference) {
        Instant now = time.now();
        switch (operation.kind()) {
            case AUTHORIZE -> authorized(tx, actor, stored.authorized(reference));
            case CAPTURE ->
                tell(tx, actor, dao.update(tx, stored.captured(operation.amount()), now), "captured", Map.of());
            case VOID -> {
                boolean wasPromised = stored.status() == PaymentStatus.AUTHORIZED;
                StoredPayment voided = dao.update(tx, stored.voided(), now);
                operations.failAuthorization(
                        tx, stored.store(), stored.payment().id(), "voided", now);
                issues.resolveUnwanted(tx, stored.store(), stored.payment().id(), now);
                dao.forgetToken(tx, stored.payment().id());
                tell(tx, actor, voided, "voided", Map.of());
                if (!wasPromised) {
                    tellOwner(tx, actor, voided);
                }
            }
            case REFUND ->
                tell(
                        tx,
                        actor,
                        dao.update(tx, stored.refunded(operation.amount()), now),
                        "refunded",
                        Map.of("amount", operation.amount()));
        }
    }

    private void authorized(Tx tx, Actor actor, StoredPayment next) {
        Instant now = time.now();
        StoredPayment authorized = dao.update(tx, next, now);
        dao.forgetToken(tx, authorized.payment().id());
        tell(tx, actor, authorized, "authorized", Map.of());
        boolean isLetGo =
                operations.isEnding(tx, authorized.store(), authorized.payment().id());
        if (!isLetGo && !tellOwner(tx, actor, authorized)) {
            begin(
                    tx,
                    actor,
                    authorized,
                    ProviderRequest.Kind.VOID,
                    authorized.payment().amount(),
                    null,
                    now);
            report(
                    tx,
                    authorized,
                    Kind.MONEY_WITHOUT_ORDER,
                    "",
                    authorized.payment().amount(),
                    null);
        }
    }

    private void declined(Tx tx, Actor actor, PaymentOperation operation, StoredPayment stored, String code) {
        Instant now = time.now();
        String subject = operation.id().toString();
        switch (operation.kind()) {
            case AUTHORIZE -> {
                StoredPayment declined = dao.update(tx, stored.declined(code), now);
                dao.forgetToken(tx, stored.payment().id());
                tell(tx, actor, declined, "declined", Map.of("code", code));
                boolean wanted = tellOwner(tx, actor, declined);
                if (wanted && stored.payment().authorizeAt() != null) {
                    report(tx, declined, Kind.LATE_AUTHORIZATION_DECLINED, subject, operation.amount(), code);
                }
            }
            case CAPTURE -> report(tx, stored, Kind.CAPTURE_FAILED, subject, operation.amount(), code);
            case VOID -> report(tx, stored, Kind.VOID_FAILED, subject, operation.amount(), code);
            case REFUND -> {
                dao.update(tx, stored.notRefunded(operation.amount()), now);
                report(tx, stored, Kind.REFUND_FAILED, subject, operation.amount(), code);
            }
        }
    }

    /** The customer has until the payment expires; then it is let go of, whatever the customer does at that moment. */
    private void awaits(
            Tx tx, Actor actor, PaymentOperation operation, StoredPayment stored, String reference, NextAction action) {
        Instant now = time.now();
        boolean isOver = stored.isExpired(now);
        Instant next = now.plus(WHILE_CUSTOMER_ACTS);
        Instant expiresAt = stored.expiresAt();
        Instant due = expiresAt != null && expiresAt.isBefore(next) ? expiresAt : next;
        boolean isNews = isOver
                ? operations.note(tx, operation, State.FAILED, reference, "expired", null, now)
                : operations.note(tx, operation, State.PENDING, reference, null, due, now);
        if (!isNews) {
            return;
        }
        StoredPayment waiting = stored;
        if (stored.status() != PaymentStatus.REQUIRES_ACTION) {
            waiting = dao.update(tx, stored.awaiting(reference, action), now);
            tell(tx, actor, waiting, "action_required", Map.of());
            tellOwner(tx, actor, waiting);
        }
        if (isOver && !operations.isEnding(tx, stored.store(), stored.payment().id())) {
            begin(
                    tx,
                    actor,
                    waiting,
                    ProviderRequest.Kind.VOID,
                    stored.payment().amount(),
                    null,
                    now);
        }
    }

    private void unknown(Tx tx, Actor actor, PaymentOperation operation, StoredPayment stored, String reason) {
        Instant now = time.now();
        Instant due = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(operation.attempts(), MOST_DOUBLINGS)));
        boolean isNews = operations.note(tx, operation, State.UNKNOWN, null, reason, due, now);
        if (isNews && operation.state() != State.UNKNOWN && operation.kind() == ProviderRequest.Kind.AUTHORIZE) {
            tellOwner(tx, actor, stored);
        }
    }

    private boolean tellOwner(Tx tx, Actor actor, StoredPayment stored) {
        boolean wanted = false;
        for (PaymentOwner owner : owners) {
            wanted |= owner.settled(tx, actor, stored.store(), stored.order(), stored.payment());
        }
        return wanted;
    }

    /** Has somebody of the staff look at something. */
    void report(Tx tx, StoredPayment stored, Kind kind, String subject, Money amount, @Nullable String detail) {
        issues.report(tx, ids.next(), stored, kind, subject, amount, detail, time.now());
    }

    /** Tells audit and outbox. */
    void tell(Tx tx, Actor actor, StoredPayment stored, String what, Map<String, Object> more) {
        Payment payment = stored.payment();
        Map<String, Object> facts = new HashMap<>(more);
        facts.put("order_id", stored.order().toString());
        facts.put("store_id", stored.store().toString());
        facts.put("payment_id", payment.id().toString());
        facts.put("method", payment.method());
        facts.put("status", payment.status());
        facts.put("authorized", payment.authorized());
        facts.put("captured", payment.captured());
        facts.put("refunded", payment.refunded());
        audit.record(tx, actor, "payment." + what, "payment", payment.id().value(), stored.store(), facts);
        outbox.publish(
                tx, actor, "payment." + what + ".v1", "payment", payment.id().toString(), stored.version(), facts);
    }
}
