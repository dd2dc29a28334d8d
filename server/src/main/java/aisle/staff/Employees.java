package aisle.staff;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.EmployeeId;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of who works where. A MANAGER keeps it for the stores it is a member of; the records of other stores do not exist
 * for it.
 */
@Singleton
public class Employees {
    private final EmployeeDao dao;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    Employees(Sealing sealing, Database database, Audit audit, Time time, Ids ids) {
        this.dao = new EmployeeDao(sealing);
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Writes somebody down.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}; {@link ErrorCode#VALIDATION_ERROR} naming an unknown store or user
     */
    public Employee create(Tx tx, Actor actor, EmployeeDetails details) {
        Instant now = time.now();
        Employee employee = employee(new EmployeeId(ids.next()), details, 1, now, now);
        check(tx, actor, employee, null);
        dao.insert(tx, employee);
        record(tx, actor, "employee.created", employee, Map.of());
        return employee;
    }

    /**
     * Changes what is said about somebody. To another store it takes the right to act in both.
     *
     * @throws DomainError {@link ErrorCode#EMPLOYEE_NOT_FOUND}, {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#PRECONDITION_FAILED};
     *     {@link ErrorCode#VALIDATION_ERROR} naming an unknown store or user
     */
    public Employee change(
            Tx tx, Actor actor, EmployeeId id, ExpectedVersion expected, UnaryOperator<EmployeeDetails> change) {
        Employee before = visible(actor, dao.lock(tx, id));
        expected.mustAllow(before.version());
        EmployeeDetails details = change.apply(EmployeeDetails.of(before));
        Employee after = employee(id, details, before.version() + 1, before.createdAt(), time.now());
        check(tx, actor, after, before);
        dao.update(tx, after);
        record(tx, actor, "employee.changed", after, Map.of("fields", changedFields(before, after)));
        return after;
    }

    /**
     * Removes a record.
     *
     * @throws DomainError {@link ErrorCode#EMPLOYEE_NOT_FOUND}; {@link ErrorCode#EMPLOYEE_IN_USE} when orders name it
     */
    public void delete(Tx tx, Actor actor, EmployeeId id, ExpectedVersion expected) {
        Employee employee = visible(actor, dao.lock(tx, id));
        expected.mustAllow(employee.version());
        if (dao.isNamedByOrders(tx, id)) {
            throw DomainError.of(
                    ErrorCode.EMPLOYEE_IN_USE, "Orders name this employee: make the record inactive instead.");
        }
        dao.delete(tx, id);
        record(tx, actor, "employee.deleted", employee, Map.of());
    }

    /** @throws DomainError {@link ErrorCode#EMPLOYEE_NOT_FOUND} */
    public Employee get(Actor actor, EmployeeId id) {
        return visible(actor, database.read(handle -> dao.find(handle, id)));
    }

    /** Those whom the actor may see, the newest first; null filters nothing. */
    public Page<Employee> list(Actor actor, @Nullable StoreId store, @Nullable Boolean active, PageRequest page) {
        return database.read(
                handle -> dao.list(handle, actor.worksEverywhere() ? null : actor.stores(), store, active, page));
    }

    private void check(Tx tx, Actor actor, Employee employee, @Nullable Employee before) {
        actor.mustWorkIn(employee.storeId());
        boolean moves = before == null || !before.storeId().equals(employee.storeId());
        if (moves && !dao.isOpen(tx, employee.storeId())) {
            throw DomainError.invalid("store_id", "unknown", "There is no store with this id.");
        }
        UserId user = employee.userId();
        boolean joins = user != null && (before == null || !user.equals(before.userId()));
        if (user != null && joins && !dao.userExists(tx, user)) {
            throw DomainError.invalid("user_id", "unknown", "There is no user with this id.");
        }
    }

    private static Employee visible(Actor actor, @Nullable Employee employee) {
        if (employee == null || !(actor.worksEverywhere() || actor.stores().contains(employee.storeId()))) {
            throw DomainError.of(ErrorCode.EMPLOYEE_NOT_FOUND, "There is no employee with this id.");
        }
        return employee;
    }

    private static Employee employee(
            EmployeeId id, EmployeeDetails details, long version, Instant createdAt, Instant updatedAt) {
        return new Employee(
                id,
                details.name().strip(),
                details.position().strip(),
                details.storeId(),
                details.userId(),
                Objects.requireNonNullElse(details.active(), true),
                version,
                createdAt,
                updatedAt);
    }

    private void record(Tx tx, Actor actor, String action, Employee employee, Map<String, Object> details) {
        audit.record(tx, actor, action, "employee", employee.id().value(), employee.storeId(), details);
    }

    private static List<String> changedFields(Employee before, Employee after) {
        return Stream.of(
                        before.active() == after.active() ? "" : "active",
                        before.name().equals(after.name()) ? "" : "name",
                        before.position().equals(after.position()) ? "" : "position",
                        before.storeId().equals(after.storeId()) ? "" : "store_id",
                        Objects.equals(before.userId(), after.userId()) ? "" : "user_id")
                .filter(field -> !field.isEmpty())
                .toList();
    }
}
