package aisle.accounts;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.json.Json;
import aisle.platform.personal.PersonalRecords;
import aisle.platform.personal.Subject;
import aisle.platform.security.Sessions;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Changing and removing the people who can sign in; there is always an active ADMIN left. */
@Singleton
public class UserChanges {
    private final UserDao dao;
    private final UserChangeDao changes;
    private final Users users;
    private final Customers customers;
    private final PersonalRecords records;
    private final Sessions sessions;
    private final Audit audit;
    private final Time time;

    UserChanges(
            Sealing sealing,
            Json json,
            SearchTokens tokens,
            Users users,
            Customers customers,
            PersonalRecords records,
            Sessions sessions,
            Audit audit,
            Time time) {
        this.dao = new UserDao(sealing, json, tokens);
        this.changes = new UserChangeDao(sealing, json, tokens);
        this.users = users;
        this.customers = customers;
        this.records = records;
        this.sessions = sessions;
        this.audit = audit;
        this.time = time;
    }

    /**
     * Changes what is said about a user, by an ADMIN or by itself. With another address, role or activity all its
     * sign-ins end.
     *
     * @param change from what is said now to what is to be said
     * @throws DomainError {@link ErrorCode#USER_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED},
     *     {@link ErrorCode#EMAIL_TAKEN}, {@link ErrorCode#LAST_ADMIN}; {@link ErrorCode#FORBIDDEN} when somebody else than an ADMIN changes address, role or activity
     */
    public User change(Tx tx, Actor actor, UserId id, ExpectedVersion expected, UnaryOperator<UserDetails> change) {
        mustBeOneselfOrAdmin(actor, id);
        User before = lock(tx, id);
        expected.mustAllow(before.version());
        UserDetails wish = change.apply(UserDetails.of(before));
        Role role = Objects.requireNonNullElse(wish.role(), before.role());
        boolean active = Objects.requireNonNullElse(wish.active(), before.active());
        String email = Emails.require(wish.email());
        boolean signInChanges = role != before.role() || active != before.active() || !email.equals(before.email());
        if (signInChanges && !actor.is(Role.ADMIN)) {
            throw DomainError.of(
                    ErrorCode.FORBIDDEN, "Address, role and activity of a user are changed by an administrator.");
        }
        Person person = new Person(wish.fullName().strip(), Users.phone(wish.phone()));
        List<String> fields = changedFields(before, email, person, role, active);
        if (fields.isEmpty()) {
            return before;
        }
        if (role != Role.ADMIN || !active) {
            mustNotBeLastAdmin(tx, before);
        }
        UniqueKeys.taken(
                "app_user_email",
                Users::emailTaken,
                () -> changes.update(tx, id, email, person, role, active, signInChanges, time.now()));
        audit.record(tx, actor, "user.changed", "user", id.value(), null, Map.of("fields", fields));
        if (signInChanges) {
            sessions.ended(tx, id);
        } else {
            sessions.changed(tx, id);
        }
        return users.get(tx.handle(), id);
    }

    /**
     * Gives a user the address that it has confirmed; all its sign-ins end. What the staff wrote down of somebody with this
     * address is its own from now on.
     *
     * @throws DomainError {@link ErrorCode#USER_NOT_FOUND}, {@link ErrorCode#EMAIL_TAKEN}
     */
    public void confirmEmail(Tx tx, Actor actor, UserId id, String email) {
        User before = lock(tx, id);
        Person person = new Person(before.fullName(), before.phone());
        UniqueKeys.taken(
                "app_user_email",
                Users::emailTaken,
                () -> changes.update(tx, id, email, person, before.role(), before.active(), true, time.now()));
        audit.record(tx, actor, "user.email_changed", "user", id.value(), null, Map.of());
        sessions.ended(tx, id);
        customers.confirm(tx, actor, id, email, false);
    }

    /**
     * Turns a user on or off; one who is off cannot sign in, and its sign-ins end.
     *
     * @throws DomainError {@link ErrorCode#USER_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED},
     *     {@link ErrorCode#LAST_ADMIN}
     */
    public User toggle(Tx tx, Actor actor, UserId id, ExpectedVersion expected) {
        return change(
                tx,
                actor,
                id,
                expected,
                now -> new UserDetails(now.email(), now.fullName(), now.phone(), now.role(), !isActive(now)));
    }

    /**
     * Removes a user, and the person with it: orders stay for a customer of whom nothing is known any more.
     *
     * @throws DomainError {@link ErrorCode#USER_NOT_FOUND}, {@link ErrorCode#LAST_ADMIN}, {@link ErrorCode#OPEN_ORDERS};
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void delete(Tx tx, Actor actor, UserId id, ExpectedVersion expected) {
        // First the customer, as every erasure does, so that two never wait for each other.
        CustomerId customer = customers.lockOfUser(tx, id).orElse(null);
        User before = lock(tx, id);
        expected.mustAllow(before.version());
        mustNotBeLastAdmin(tx, before);
        records.erase(tx, actor, new Subject(customer, id), PersonalRecords.Cause.STAFF);
        audit.record(tx, actor, "user.deleted", "user", id.value(), null, Map.of("role", before.role()));
    }

    private static void mustBeOneselfOrAdmin(Actor actor, UserId id) {
        if (!actor.is(Role.ADMIN) && !actor.signedIn().equals(id)) {
            throw Users.notFound();
        }
    }

    private User lock(Tx tx, UserId id) {
        changes.lockCustomer(tx, id);
        if (!changes.lock(tx, id)) {
            throw Users.notFound();
        }
        return Objects.requireNonNull(dao.find(tx.handle(), id));
    }

    /**
     * Whoever takes an ADMIN away waits for everyone else who does, and only then looks who is left: two who looked first
     * would each see the other and leave nobody.
     */
    private void mustNotBeLastAdmin(Tx tx, User before) {
        if (before.role() != Role.ADMIN || !before.active()) {
            return;
        }
        changes.lockAdmins(tx);
        if (!changes.isOtherAdmin(tx, before.id())) {
            throw DomainError.of(ErrorCode.LAST_ADMIN, "This is the last active administrator; there must be one.");
        }
    }

    private static boolean isActive(UserDetails details) {
        return Boolean.TRUE.equals(details.active());
    }

    private static List<String> changedFields(User before, String email, Person person, Role role, boolean active) {
        List<String> fields = new ArrayList<>();
        if (active != before.active()) {
            fields.add("active");
        }
        if (!email.equals(before.email())) {
            fields.add("email");
        }
        if (!person.fullName().equals(before.fullName())) {
            fields.add("full_name");
        }
        if (!Objects.equals(person.phone(), before.phone())) {
            fields.add("phone");
        }
        if (role != before.role()) {
            fields.add("role");
        }
        return fields;
    }
}
