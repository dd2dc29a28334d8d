package aisle.accounts.profile;

import aisle.accounts.Customers;
import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.AddressId;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The addresses that a signed-in user keeps for itself. Whoever has any has exactly one default. */
@Singleton
public class Addresses {
    /** More than anybody lives in; a limit, so that nobody fills the table. */
    public static final int MOST = 100;

    private final AddressDao dao;
    private final Customers customers;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Addresses(Sealing sealing, Json json, Customers customers, Database database, Audit audit, Time time, Ids ids) {
        this.dao = new AddressDao(sealing, json);
        this.customers = customers;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /** The actor's addresses, the newest first. */
    Page<Address> list(Actor actor, PageRequest page) {
        return database.read(handle -> dao.list(handle, actor.signedIn(), page));
    }

    /**
     * One address of a user.
     *
     * @throws DomainError {@link ErrorCode#ADDRESS_NOT_FOUND}, for somebody else's too
     */
    public Address get(Handle handle, UserId user, AddressId id) {
        Address address = dao.find(handle, user, id);
        if (address == null) {
            throw DomainError.of(ErrorCode.ADDRESS_NOT_FOUND, "There is no address with this id.");
        }
        return address;
    }

    /**
     * Keeps an address for the actor; the first one is the default.
     *
     * @throws DomainError {@link ErrorCode#TOO_MANY_ADDRESSES}
     */
    public Address add(Tx tx, Actor actor, AddressDetails details) {
        CustomerId customer = lock(tx, actor);
        int others = dao.count(tx, customer);
        if (others >= MOST) {
            throw DomainError.of(
                    ErrorCode.TOO_MANY_ADDRESSES, "You keep " + MOST + " addresses already. Delete one first.");
        }
        AddressId id = new AddressId(ids.next());
        dao.insert(tx, id, customer, details, time.now());
        if (others == 0 || Boolean.TRUE.equals(details.isDefault())) {
            dao.makeDefault(tx, id, customer, time.now());
        }
        record(tx, actor, "address.added", id);
        return get(tx.handle(), actor.signedIn(), id);
    }

    /**
     * Says anew what an address is.
     *
     * @throws DomainError {@link ErrorCode#ADDRESS_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    Address replace(Tx tx, Actor actor, AddressId id, ExpectedVersion expected, AddressDetails details) {
        CustomerId customer = lock(tx, actor, id, expected);
        dao.update(tx, id, customer, details, time.now());
        if (Boolean.TRUE.equals(details.isDefault())) {
            dao.makeDefault(tx, id, customer, time.now());
        }
        record(tx, actor, "address.changed", id);
        return get(tx.handle(), actor.signedIn(), id);
    }

    /**
     * Makes an address the default in place of the one that was it.
     *
     * @throws DomainError {@link ErrorCode#ADDRESS_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    public Address makeDefault(Tx tx, Actor actor, AddressId id, ExpectedVersion expected) {
        CustomerId customer = lock(tx, actor, id, expected);
        dao.makeDefault(tx, id, customer, time.now());
        record(tx, actor, "address.made_default", id);
        return get(tx.handle(), actor.signedIn(), id);
    }

    /**
     * Forgets an address. If it was the default, the newest one left becomes it. Orders keep their own copies.
     *
     * @throws DomainError {@link ErrorCode#ADDRESS_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    void delete(Tx tx, Actor actor, AddressId id, ExpectedVersion expected) {
        CustomerId customer = lock(tx, actor, id, expected);
        dao.delete(tx, id, customer, time.now());
        record(tx, actor, "address.deleted", id);
    }

    /** Nobody changes the actor's addresses from here on, and this one is as expected. */
    private CustomerId lock(Tx tx, Actor actor, AddressId id, ExpectedVersion expected) {
        CustomerId customer = lock(tx, actor);
        expected.mustAllow(get(tx.handle(), actor.signedIn(), id).version());
        return customer;
    }

    private CustomerId lock(Tx tx, Actor actor) {
        CustomerId customer = customers.ofUser(tx, actor.signedIn());
        dao.lock(tx, customer);
        return customer;
    }

    private void record(Tx tx, Actor actor, String action, AddressId id) {
        audit.record(tx, actor, action, "address", id.value(), null, Map.of());
    }
}
