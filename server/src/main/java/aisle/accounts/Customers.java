package aisle.accounts;

import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Who buys. A customer is not a user: it may have no sign-in, and its id is its own. */
@Singleton
public class Customers {
    private final CustomerDao dao;
    private final Time time;
    private final Ids ids;

    Customers(Sealing sealing, Json json, Time time, Ids ids) {
        this.dao = new CustomerDao(sealing, json);
        this.time = time;
        this.ids = ids;
    }

    /** The customer that a user is when it shops for itself; made at the first call, whatever the user's role. */
    public CustomerId ofUser(Tx tx, UserId user) {
        return dao.findOrInsert(tx, new CustomerId(ids.next()), user, time.now());
    }

    /** As {@link #ofUser}, for reading: a user who never shopped is no customer yet. */
    public Optional<CustomerId> find(Handle handle, UserId user) {
        return Optional.ofNullable(dao.find(handle, user));
    }

    /**
     * Name, e-mail address and phone number.
     *
     * @throws DomainError {@link ErrorCode#CUSTOMER_NOT_FOUND}
     */
    public Contact contact(Handle handle, CustomerId id) {
        Contact contact = dao.findContact(handle, id);
        if (contact == null) {
            throw DomainError.of(ErrorCode.CUSTOMER_NOT_FOUND, "There is no customer with this id.");
        }
        return contact;
    }

    /** As {@link #contact(Handle, CustomerId)}, within a transaction. */
    public Contact contact(Tx tx, CustomerId id) {
        return contact(tx.handle(), id);
    }
}
