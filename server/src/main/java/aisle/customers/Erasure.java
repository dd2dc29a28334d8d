package aisle.customers;

import aisle.accounts.Customers;
import aisle.accounts.Users;
import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.personal.PersonalRecords;
import aisle.platform.personal.PersonalRecords.Cause;
import aisle.platform.personal.Subject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Tells people what the shop knows of them, and forgets them. */
@Singleton
public class Erasure {
    private final ErasureDao dao = new ErasureDao();
    private final PersonalRecords records;
    private final Customers customers;
    private final Users users;
    private final Database database;
    private final Audit audit;

    Erasure(PersonalRecords records, Customers customers, Users users, Database database, Audit audit) {
        this.records = records;
        this.customers = customers;
        this.users = users;
        this.database = database;
        this.audit = audit;
    }

    /** Everything that is kept of the signed-in user, by section. */
    public Map<String, List<?>> export(Actor actor) {
        UserId user = actor.signedIn();
        CustomerId customer =
                database.read(handle -> customers.find(handle, user)).orElse(null);
        return records.export(new Subject(customer, user));
    }

    /**
     * Forgets the signed-in user.
     *
     * @throws DomainError {@link ErrorCode#OPEN_ORDERS}, {@link ErrorCode#LAST_ADMIN}; {@link ErrorCode#TOKEN_REVOKED} when
     *     somebody else did it just now
     */
    public void eraseSelf(Tx tx, Actor actor) {
        UserId user = actor.signedIn();
        CustomerId customer = customers.lockOfUser(tx, user).orElse(null);
        users.keep(tx, user);
        erase(tx, actor, new Subject(customer, user), Cause.OWN_WISH);
    }

    /**
     * Forgets a customer, and its sign-in.
     *
     * @throws DomainError {@link ErrorCode#CUSTOMER_NOT_FOUND}, {@link ErrorCode#OPEN_ORDERS}; {@link ErrorCode#FORBIDDEN}
     *     for the sign-in of somebody who works here, whom an ADMIN removes as a user
     */
    public void erase(Tx tx, Actor actor, CustomerId id, ExpectedVersion expected) {
        ErasureDao.Locked customer = dao.lock(tx, id);
        if (customer == null) {
            throw notFound();
        }
        expected.mustAllow(customer.version());
        UserId user = customer.user();
        if (user != null && isStaff(tx, user)) {
            throw DomainError.of(
                    ErrorCode.FORBIDDEN, "This customer works here: an ADMIN removes the user, not the customer.");
        }
        erase(tx, actor, new Subject(id, user), Cause.STAFF);
    }

    /** The next few customers who have shown no sign of life since this time, and where to look on; null at the end. */
    ErasureDao.Idle findIdle(Handle handle, Instant before, @Nullable CustomerId after) {
        return dao.findIdle(handle, before, after);
    }

    /**
     * Forgets a customer who still has shown no sign of life since this time: that is asked under the locks for which orders
     * and sign-ins wait. Somebody whose rows are in use right now is alive. Answers whether the customer went.
     */
    boolean eraseIfIdle(Tx tx, Actor actor, CustomerId id, Instant before) {
        ErasureDao.Locked customer = dao.lockUnlessBusy(tx, id);
        if (customer == null) {
            return false;
        }
        UserId user = customer.user();
        if ((user != null && !dao.lockUserUnlessBusy(tx, user)) || !dao.isIdle(tx, id, before)) {
            return false;
        }
        Subject subject = new Subject(id, user);
        if (!records.isErasable(tx, subject)) {
            // One who must wait holds up no other.
            return false;
        }
        erase(tx, actor, subject, Cause.RETENTION);
        return true;
    }

    private boolean isStaff(Tx tx, UserId user) {
        return switch (users.get(tx.handle(), user).role()) {
            case CUSTOMER -> false;
            case EMPLOYEE, MANAGER, ADMIN -> true;
        };
    }

    private void erase(Tx tx, Actor actor, Subject subject, Cause cause) {
        records.erase(tx, actor, subject, cause);
        record(tx, actor, subject.customer(), subject.user());
    }

    private void record(Tx tx, Actor actor, @Nullable CustomerId customer, @Nullable UserId user) {
        if (customer != null) {
            audit.record(tx, actor, "customer.erased", "customer", customer.value(), null, Map.of());
        }
        if (user != null) {
            audit.record(tx, actor, "user.erased", "user", user.value(), null, Map.of());
        }
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.CUSTOMER_NOT_FOUND, "There is no customer with this id.");
    }
}
