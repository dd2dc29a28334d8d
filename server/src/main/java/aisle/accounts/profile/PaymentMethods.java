package aisle.accounts.profile;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.PaymentMethodId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;

/** The payment methods that a signed-in user keeps, as tokens of providers. Whoever has any has exactly one default. */
@Singleton
class PaymentMethods {
    /** More than anybody has in a wallet; a limit, so that nobody fills the table. */
    static final int MOST = 20;

    private final PaymentMethodDao dao;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    PaymentMethods(Sealing sealing, Json json, Database database, Audit audit, Time time, Ids ids) {
        this.dao = new PaymentMethodDao(sealing, json);
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /** A method that is kept now, and whether it is kept since just now. */
    record Added(PaymentMethod method, boolean isNew) {}

    /** The actor's methods, the newest first. */
    Page<PaymentMethod> list(Actor actor, PageRequest page) {
        return database.read(handle -> dao.list(handle, actor.signedIn(), page));
    }

    /**
     * Keeps a method; one whose token is there already stays as it is, but may become the default.
     *
     * @throws DomainError {@link ErrorCode#TOO_MANY_PAYMENT_METHODS}
     */
    Added add(Tx tx, Actor actor, PaymentMethodDetails details) {
        UserId user = lock(tx, actor);
        PaymentMethodId known = dao.findByToken(tx, user, details);
        if (known != null) {
            if (Boolean.TRUE.equals(details.isDefault())
                    && !get(tx, user, known).isDefault()) {
                return new Added(makeDefault(tx, actor, known), false);
            }
            return new Added(get(tx, user, known), false);
        }
        int others = dao.count(tx, user);
        if (others >= MOST) {
            throw DomainError.of(
                    ErrorCode.TOO_MANY_PAYMENT_METHODS,
                    "You keep " + MOST + " payment methods already. Delete one first.");
        }
        PaymentMethodId id = new PaymentMethodId(ids.next());
        dao.insert(tx, id, user, details, time.now());
        if (others == 0 || Boolean.TRUE.equals(details.isDefault())) {
            dao.makeDefault(tx, id, user);
        }
        record(tx, actor, "payment_method.added", id);
        return new Added(get(tx, user, id), true);
    }

    /**
     * Makes a method the default in place of the one that was it.
     *
     * @throws DomainError {@link ErrorCode#PAYMENT_METHOD_NOT_FOUND}
     */
    PaymentMethod makeDefault(Tx tx, Actor actor, PaymentMethodId id) {
        UserId user = lock(tx, actor);
        if (!dao.makeDefault(tx, id, user)) {
            throw notFound();
        }
        record(tx, actor, "payment_method.made_default", id);
        return get(tx, user, id);
    }

    /**
     * Forgets a method. If it was the default, the newest one left becomes it.
     *
     * @throws DomainError {@link ErrorCode#PAYMENT_METHOD_NOT_FOUND}
     */
    void delete(Tx tx, Actor actor, PaymentMethodId id) {
        UserId user = lock(tx, actor);
        if (!dao.delete(tx, id, user)) {
            throw notFound();
        }
        record(tx, actor, "payment_method.deleted", id);
    }

    private UserId lock(Tx tx, Actor actor) {
        UserId user = actor.signedIn();
        if (!dao.lock(tx, user)) {
            throw DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again.");
        }
        return user;
    }

    private PaymentMethod get(Tx tx, UserId user, PaymentMethodId id) {
        return Objects.requireNonNull(dao.find(tx.handle(), user, id));
    }

    private void record(Tx tx, Actor actor, String action, PaymentMethodId id) {
        audit.record(tx, actor, action, "payment_method", id.value(), null, Map.of());
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.PAYMENT_METHOD_NOT_FOUND, "There is no payment method with this id.");
    }
}
