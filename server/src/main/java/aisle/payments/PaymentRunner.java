package aisle.payments;

import aisle.kernel.Actor;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.faults.FaultPoints;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks providers. The intent is committed before, the answer is written in a transaction of its own after it; none is open
 * while a provider thinks. Whoever asks holds a lease on the operation. When it runs out, since the process died or the answer
 * could not be written, somebody else asks what became of it.
 */
@Singleton
class PaymentRunner {
    private static final Logger LOG = Logger.getLogger(PaymentRunner.class);

    /** What comes to a lease beside the time that a provider may take, twice: to ask, and to repeat. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final PaymentDao dao;
    private final OperationDao operations = new OperationDao();
    private final PaymentProviders providers;
    private final PaymentBook book;
    private final Database database;
    private final FaultPoints faults;
    private final Time time;
    private final PaymentMetrics metrics;
    private final Duration lease;

    PaymentRunner(
            PaymentProviders providers,
            PaymentBook book,
            Database database,
            Sealing sealing,
            Json json,
            FaultPoints faults,
            Time time,
            PaymentMetrics metrics,
            AisleConfig config) {
        this.dao = new PaymentDao(sealing, json);
        this.providers = providers;
        this.book = book;
        this.database = database;
        this.faults = faults;
        this.time = time;
        this.metrics = metrics;
        this.lease = config.payments().timeout().multipliedBy(2).plus(REST);
    }

    /** How long somebody who asks is left alone. */
    Duration lease() {
        return lease;
    }

    /** Does what was begun for a payment and nobody is at. */
    void run(Actor actor, StoreId store, PaymentId payment, Instant begunBy) {
        Instant now = time.now();
        List<PaymentOperation> mine =
                database.transaction(tx -> operations.claim(tx, store, payment, now, begunBy, now.plus(lease)));
        mine.forEach(operation -> carryOut(actor, operation));
    }

    /** Gives back what was begun as a refund and nobody is at. */
    void giveBack(Actor actor, UUID refund) {
        Instant now = time.now();
        List<PaymentOperation> mine =
                database.transaction(tx -> operations.claimRefund(tx, refund, now, now.plus(lease)));
        mine.forEach(operation -> carryOut(actor, operation));
    }

    /** Takes up some of what is due, whoever began it. */
    List<PaymentOperation> claimDue(Tx tx, int atMost) {
        Instant now = time.now();
        return operations.claimDue(tx, now, now.plus(lease), atMost);
    }

    /** Asks, and writes the answer down. */
    void carryOut(Actor actor, PaymentOperation operation) {
        String point = operation.kind().name().toLowerCase(Locale.ROOT);
        faults.reach(point + ".begun");
        ProviderAnswer answer = answer(operation);
        faults.reach(point + ".answered");
        metrics.answered(operation, answer);
        database.transaction(tx -> {
            book.note(tx, actor, operation, answer);
            return true;
        });
        faults.reach(point + ".noted");
    }

    private ProviderAnswer answer(PaymentOperation operation) {
        PaymentProvider provider = providers.find(operation.provider());
        if (provider == null) {
            return new ProviderAnswer.Unknown("not_offered");
        }
        StoredPayment stored = database.read(handle -> dao.get(handle, operation.store(), operation.payment()));
        ProviderRequest request = request(operation, stored);
        Instant begun = time.now();
        try {
            return ask(provider, operation, stored, request);
        } catch (RuntimeException e) {
            LOG.errorf(e, "payment_provider_failed provider=%s operation=%s", operation.provider(), operation.id());
            return new ProviderAnswer.Unknown("failed");
        } finally {
            metrics.took(operation, Duration.between(begun, time.now()));
        }
    }

    /** What may have been asked before is asked about first. A promise that nobody waits for any more is not asked for. */
    private ProviderAnswer ask(
            PaymentProvider provider, PaymentOperation operation, StoredPayment stored, ProviderRequest request) {
        if (operation.attempts() > 1 || operation.state() == PaymentOperation.State.FAILED) {
            ProviderAnswer earlier = provider.ask(request);
            if (earlier != null) {
                return earlier;
            }
        }
        boolean isPointless = operation.state() == PaymentOperation.State.FAILED
                || (operation.kind() == ProviderRequest.Kind.AUTHORIZE
                        && (request.token() == null || stored.isExpired(time.now())));
        return isPointless ? new ProviderAnswer.Declined("not_sent") : provider.perform(request);
    }

    private ProviderRequest request(PaymentOperation operation, StoredPayment stored) {
        @Nullable
        String token = operation.kind() == ProviderRequest.Kind.AUTHORIZE
                ? database.read(handle -> dao.token(handle, operation.payment()))
                : null;
        return new ProviderRequest(
                operation.kind(),
                operation.id(),
                operation.key(),
                operation.order(),
                operation.amount(),
                token,
                stored.reference() == null ? operation.reference() : stored.reference(),
                operation.createdAt());
    }
}
