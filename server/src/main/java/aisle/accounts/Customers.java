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
import org.jspecify.annotations.Nullable;

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

    /**
     * The customer that a user is when it shops for itself; made at the first call, whatever the user's role.
     *
     * @throws DomainError {@link ErrorCode#TOKEN_REVOKED} when the user was removed just now
     */
    public CustomerId ofUser(Tx tx, UserId user) {
        CustomerId customer = dao.findOrInsert(tx, new CustomerId(ids.next()), user, time.now());
        if (customer == null) {
            throw DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again.");
        }
        return customer;
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
        return known(dao.findContact(handle, id));
    }

    /** As {@link #contact(Handle, CustomerId)}; the customer stays until the transaction ends. */
    public Contact contact(Tx tx, CustomerId id) {
        return known(dao.keepContact(tx, id));
    }

    /**
     * Gives a new user, who has confirmed this address, the record that staff made of the same person before; false when there
     * is none.
     */
    boolean linkByEmail(Tx tx, UserId user, String email) {
        CustomerId record = dao.lockUnlinked(tx, email);
        if (record != null) {
            dao.link(tx, record, user, time.now());
        }
        return record != null;
    }

    private static Contact known(@Nullable Contact contact) {
        if (contact == null) {
            throw DomainError.of(ErrorCode.CUSTOMER_NOT_FOUND, "There is no customer with this id.");
        }
        return contact;
    }
}
