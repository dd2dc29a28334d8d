package aisle.payments;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.payments.PaymentOperation.State;
import aisle.payments.WebhookDao.Place;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes what providers tell by themselves. Only that something happened is believed: the provider is asked how things stand, so
 * that events may come late, twice and in any order.
 */
@Singleton
class Webhooks {
    private final WebhookDao dao = new WebhookDao();
    private final OperationDao operations = new OperationDao();
    private final PaymentDao payments;
    private final PaymentProviders providers;
    private final PaymentRunner runner;
    private final PaymentBook book;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final PaymentMetrics metrics;

    Webhooks(
            PaymentProviders providers,
            PaymentRunner runner,
            PaymentBook book,
            Database database,
            Sealing sealing,
            Json json,
            Audit audit,
            Time time,
            PaymentMetrics metrics) {
        this.payments = new PaymentDao(sealing, json);
        this.providers = providers;
        this.runner = runner;
        this.book = book;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.metrics = metrics;
    }

    /**
     * Takes an event.
     *
     * @param header gives the value of a header, or null
     * @throws DomainError {@link ErrorCode#NOT_FOUND} for a provider that this server has not;
     *     {@link ErrorCode#WEBHOOK_SIGNATURE_INVALID}
     */
    void receive(Actor actor, String name, byte[] body, UnaryOperator<@Nullable String> header) {
        PaymentProvider provider = provider(name);
        ProviderEvent event = read(provider, body, header);
        if (database.read(handle -> dao.isKnown(handle, provider.method(), event.id()))) {
            metrics.told(provider.method(), "repeated");
            return;
        }
        PaymentOperation operation = operation(event.key());
        Place place = place(provider, event, operation);
        if (place != null) {
            act(actor, operation, place);
        }
        // Last, so that an event during which the process dies is acted on when it is told again.
        boolean isNew = database.transaction(tx -> note(tx, actor, provider, event, place));
        metrics.told(provider.method(), place == null ? "unknown" : isNew ? "taken" : "repeated");
    }

    private @Nullable PaymentOperation operation(@Nullable String key) {
        return key == null ? null : database.read(handle -> operations.findByKey(handle, key));
    }

    private ProviderEvent read(PaymentProvider provider, byte[] body, UnaryOperator<@Nullable String> header) {
        try {
            return provider.event(body, header);
        } catch (DomainError forged) {
            metrics.told(provider.method(), "refused");
            throw forged;
        }
    }

    private PaymentProvider provider(String name) {
        for (PaymentMethod method : PaymentMethod.values()) {
            PaymentProvider provider = providers.find(method);
            if (provider != null && method.name().toLowerCase(Locale.ROOT).equals(name)) {
                return provider;
            }
        }
        throw DomainError.of(ErrorCode.PAYMENT_PROVIDER_NOT_FOUND, "There is no such payment provider here.");
    }

    private @Nullable Place place(PaymentProvider provider, ProviderEvent event, @Nullable PaymentOperation operation) {
        if (operation != null) {
            return new Place(operation.store(), operation.payment());
        }
        return event.reference() == null ? null : place(provider.method(), event.reference());
    }

    private @Nullable Place place(PaymentMethod provider, String reference) {
        return database.read(handle -> dao.findByReference(handle, provider, reference));
    }

    /** Asks how a payment stands; nothing happens when there is none that the provider calls so. */
    void refresh(Actor actor, PaymentMethod provider, String reference) {
        Place place = place(provider, reference);
        if (place != null) {
            act(actor, null, place);
        }
    }

    /** Asks how everything stands that is open about a payment, and what became of a request that nobody knew to have arrived. */
    private void act(Actor actor, @Nullable PaymentOperation operation, Place place) {
        if (operation != null && operation.state() == State.FAILED && "not_sent".equals(operation.code())) {
            runner.carryOut(actor, operation);
        }
        database.transaction(tx -> {
            dao.hurry(tx, place, time.now());
            return true;
        });
        runner.run(actor, place.store(), place.payment(), time.now());
    }

    private boolean note(Tx tx, Actor actor, PaymentProvider provider, ProviderEvent event, @Nullable Place place) {
        boolean isNew = dao.insert(tx, provider.method(), event, place == null ? null : place.payment(), time.now());
        ProviderEvent.Dispute dispute = event.dispute();
        if (isNew && place != null && dispute != null) {
            StoredPayment stored = payments.lock(tx, place.store(), place.payment());
            if (dao.dispute(tx, provider.method(), dispute, place, event.createdAt())) {
                book.report(
                        tx, stored, PaymentIssue.Kind.DISPUTE, dispute.reference(), dispute.amount(), dispute.status());
                audit.record(
                        tx,
                        actor,
                        "payment.disputed",
                        "payment",
                        place.payment().value(),
                        place.store(),
                        Map.of("dispute", dispute.reference(), "status", dispute.status(), "amount", dispute.amount()));
            }
        }
        return isNew;
    }
}
