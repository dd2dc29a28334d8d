package aisle.accounts;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.json.Json;
import aisle.platform.security.Sessions;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The people who can sign in: create one, find one, say where it works. */
@Startup // what it counts is shown from the start
@Singleton
public class Users {
    private final UserDao dao;
    private final Customers customers;
    private final Sessions sessions;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;
    private final Map<Role, Counter> created = new EnumMap<>(Role.class);

    Users(
            Sealing sealing,
            Json json,
            SearchTokens tokens,
            Customers customers,
            Sessions sessions,
            Database database,
            Audit audit,
            Time time,
            Ids ids,
            MeterRegistry metrics) {
        this.dao = new UserDao(sealing, json, tokens);
        this.customers = customers;
        this.sessions = sessions;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
        for (Role role : Role.values()) {
            Counter counter = Counter.builder("users_created")
                    .description("Users created, by their first role")
                    .tag("role", role.name())
                    .register(metrics);
            created.put(role, counter);
        }
    }

    /**
     * Creates a user of any role; a CUSTOMER becomes a customer at once. Who may create which role is the caller's
     * business: a registration passes CUSTOMER, whatever the client says.
     *
     * @throws DomainError {@link ErrorCode#EMAIL_TAKEN}, {@link ErrorCode#VALIDATION_ERROR} for an address that is none
     */
    public User create(Tx tx, Actor actor, NewUser user) {
        UserId id = new UserId(ids.next());
        String email = Emails.require(user.email());
        Person person = new Person(user.fullName().strip(), phone(user.phone()));
        UniqueKeys.taken(
                "app_user_email",
                Users::emailTaken,
                () -> dao.insert(tx, id, email, person, user.role(), user.passwordHash(), time.now()));
        if (user.role() == Role.CUSTOMER) {
            customers.ofUser(tx, id);
        }
        audit.record(tx, actor, "user.created", "user", id.value(), null, Map.of("role", user.role()));
        Counter counter = Objects.requireNonNull(created.get(user.role()));
        tx.afterCommit(counter::increment);
        return get(tx.handle(), id);
    }

    /**
     * Notes that a user has shown that it reads the mail of its address, by a code or a link. What the staff wrote down of
     * somebody with this address is its own from now on.
     */
    public void confirmed(Tx tx, Actor actor, User user) {
        customers.confirm(tx, actor, user.id(), user.email(), false);
    }

    /** As {@link #confirmed}, for a user who was just made; answers it as it is then. */
    public User confirmedNew(Tx tx, Actor actor, User user) {
        return customers.confirm(tx, actor, user.id(), user.email(), true) ? get(tx.handle(), user.id()) : user;
    }

    /**
     * Keeps a user from being removed until the transaction ends, for what is to be written about it.
     *
     * @throws DomainError {@link ErrorCode#TOKEN_REVOKED} when it was removed just now
     */
    public void keep(Tx tx, UserId id) {
        if (!dao.keep(tx, id)) {
            throw ended();
        }
    }

    /**
     * Says in which stores a user works, in place of what was said before.
     *
     * @throws DomainError {@link ErrorCode#USER_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED},
     *     {@link ErrorCode#VALIDATION_ERROR} naming unknown stores
     */
    public User setStores(Tx tx, Actor actor, UserId id, ExpectedVersion expected, List<StoreId> stores) {
        Long before = dao.touch(tx, id, time.now());
        if (before == null) {
            throw notFound();
        }
        expected.mustAllow(before);
        Set<StoreId> wanted = new LinkedHashSet<>(stores);
        refuseUnknown(stores, dao.openStores(tx, wanted));
        List<StoreId> removed = dao.removeMembershipsExcept(tx, id, wanted);
        List<StoreId> added = dao.addMemberships(tx, id, wanted);
        audit.record(
                tx, actor, "user.stores_changed", "user", id.value(), null, Map.of("added", added, "removed", removed));
        sessions.changed(tx, id);
        return get(tx.handle(), id);
    }

    private static void refuseUnknown(List<StoreId> stores, Set<StoreId> known) {
        List<FieldError> unknown = new ArrayList<>();
        for (int i = 0; i < stores.size(); i++) {
            if (!known.contains(stores.get(i))) {
                unknown.add(new FieldError("store_ids[" + i + "]", "unknown", "There is no store with this id."));
            }
        }
        if (!unknown.isEmpty()) {
            throw DomainError.invalid(unknown);
        }
    }

    /** @throws DomainError {@link ErrorCode#USER_NOT_FOUND} */
    public User get(UserId id) {
        return database.read(handle -> get(handle, id));
    }

    /** As {@link #get(UserId)}, on the caller's connection. */
    public User get(Handle handle, UserId id) {
        User user = dao.find(handle, id);
        if (user == null) {
            throw notFound();
        }
        return user;
    }

    /**
     * The user who is signed in.
     *
     * @throws DomainError {@link ErrorCode#TOKEN_REVOKED} when it was removed just now
     */
    public User signedIn(UserId id) {
        return database.read(handle -> signedIn(handle, id));
    }

    /** As {@link #signedIn(UserId)}, on the caller's connection. */
    public User signedIn(Handle handle, UserId id) {
        return find(handle, id).orElseThrow(Users::ended);
    }

    /** A user who may have been removed meanwhile. */
    public Optional<User> find(Handle handle, UserId id) {
        return Optional.ofNullable(dao.find(handle, id));
    }

    /**
     * A user as another may see it: oneself, or anyone for ADMIN. To everyone else it does not exist.
     *
     * @throws DomainError {@link ErrorCode#USER_NOT_FOUND}
     */
    public User get(Actor actor, UserId id) {
        if (!actor.is(Role.ADMIN) && !actor.signedIn().equals(id)) {
            throw notFound();
        }
        return get(id);
    }

    /** The user with this e-mail address, in any case. */
    public Optional<User> findByEmail(Handle handle, String email) {
        UserId id = dao.findByEmail(handle, Emails.require(email));
        return id == null ? Optional.empty() : Optional.of(get(handle, id));
    }

    /**
     * Users, the newest first; null filters nothing.
     *
     * @param text the beginnings of words of name and address
     */
    public Page<User> list(@Nullable String text, @Nullable Role role, @Nullable Boolean active, PageRequest page) {
        return database.read(handle -> dao.list(handle, text, role, active, page));
    }

    static @Nullable String phone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static DomainError ended() {
        return DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again.");
    }

    static DomainError notFound() {
        return DomainError.of(ErrorCode.USER_NOT_FOUND, "There is no user with this id.");
    }

    static DomainError emailTaken() {
        return DomainError.of(ErrorCode.EMAIL_TAKEN, "There is an account with this e-mail address already.");
    }
}
