package aisle.accounts;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.personal.PersonalRecords;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who buys. A customer is not a user: it may have no sign-in, and its id is its own. */
@Singleton
public class Customers {
    private final CustomerDao dao;
    private final UserChangeDao users;
    private final PersonalRecords personal;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Customers(
            Sealing sealing,
            Json json,
            SearchTokens tokens,
            PersonalRecords personal,
            Audit audit,
            Time time,
            Ids ids) {
        this.dao = new CustomerDao(sealing, json);
        this.users = new UserChangeDao(sealing, json, tokens);
        this.personal = personal;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /**
     * The customer that a user is when it shops for itself; made at the first call, whatever the user's role. It stays until
     * the transaction ends, so that nothing is written for somebody who is erased meanwhile.
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
     * The customer of a user, locked against orders, changes and erasure. Whoever is just making one holds the user, so that
     * is waited for before it is said that there is none.
     */
    public Optional<CustomerId> lockOfUser(Tx tx, UserId user) {
        CustomerId customer = dao.lockOfUser(tx, user);
        if (customer == null && users.lock(tx, user)) {
            customer = dao.lockOfUser(tx, user);
        }
        return Optional.ofNullable(customer);
    }

    /**
     * Keeps everybody else from saying who has this address, until the transaction ends: the staff who write down a customer,
     * and the user who confirms it. Of these two the second then sees what the first has done.
     *
     * @throws DomainError {@link ErrorCode#CUSTOMER_EXISTS} when a user has confirmed it, who is a customer
     */
    public void mustBeNobodys(Tx tx, String email) {
        dao.lockAddress(tx, email);
        CustomerId owner = dao.findConfirmed(tx, email);
        if (owner != null) {
            throw new DomainError(
                    ErrorCode.CUSTOMER_EXISTS,
                    "A customer with a sign-in has this e-mail address.",
                    Map.of("customer_id", owner));
        }
    }

    /**
     * Notes that a user has shown that it reads the mail of this address, which is its own. Everything that the staff wrote
     * down of somebody with this address is the user's from now on. A user who was just made becomes the oldest of these
     * records, as the staff knows it; anyone else stays the customer that it is, and gets what was theirs.
     *
     * @return whether there was any record
     */
    boolean confirm(Tx tx, Actor actor, UserId user, String email, boolean justMade) {
        dao.lockAddress(tx, email);
        CustomerId own = dao.lockOfUser(tx, user);
        List<CustomerId> records = dao.lockUnlinked(tx, email);
        if (!dao.confirm(tx, user, email, time.now()) || records.isEmpty()) {
            return false;
        }
        CustomerId kept = own == null || justMade ? records.getFirst() : own;
        List<CustomerId> others = new ArrayList<>(records);
        if (own != null) {
            others.add(own);
        }
        others.remove(kept);
        for (CustomerId other : others) {
            personal.move(tx, other, kept);
            dao.delete(tx, other);
        }
        if (!kept.equals(own)) {
            dao.link(tx, kept, user, time.now());
        }
        audit.record(
                tx,
                actor,
                "customer.linked",
                "customer",
                kept.value(),
                null,
                Map.of("user_id", user, "merged", others));
        return true;
    }

    private static Contact known(@Nullable Contact contact) {
        if (contact == null) {
            throw DomainError.of(ErrorCode.CUSTOMER_NOT_FOUND, "There is no customer with this id.");
        }
        return contact;
    }
}
