package aisle.staff;

import aisle.kernel.EmployeeId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL of employees. */
final class EmployeeDao {
    static final String NAME_PLACE = "employee.person";
    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("id").descending());

    private final Sealing sealing;

    EmployeeDao(Sealing sealing) {
        this.sealing = sealing;
    }

    void insert(Tx tx, Employee employee) {
        bind(employee, tx.handle().createUpdate("""
                        INSERT INTO employee (id, store_id, user_id, person_enc, position, active, version, created_at, updated_at)
                        VALUES (:id, :store, :user, :person, :position, :active, :version, :createdAt, :updatedAt)
                        """))
                .bind("createdAt", employee.createdAt())
                .execute();
    }

    void update(Tx tx, Employee employee) {
        bind(employee, tx.handle().createUpdate("""
                        UPDATE employee
                        SET store_id = :store, user_id = :user, person_enc = :person, position = :position, active = :active,
                            version = :version, updated_at = :updatedAt
                        WHERE id = :id
                        """)).execute();
    }

    private <S extends SqlStatement<S>> S bind(Employee employee, S statement) {
        return statement
                .bind("id", employee.id())
                .bind("store", employee.storeId())
                .bind("user", employee.userId())
                .bind("person", sealing.seal(NAME_PLACE, employee.name()))
                .bind("position", employee.position())
                .bind("active", employee.active())
                .bind("version", employee.version())
                .bind("updatedAt", employee.updatedAt());
    }

    /** Whether a store is open and stays so until the transaction ends. */
    boolean isOpen(Tx tx, StoreId store) {
        return tx.handle()
                .createQuery("SELECT true FROM store WHERE id = :store AND archived_at IS NULL FOR SHARE")
                .bind("store", store)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Whether a user exists and stays until the transaction ends. */
    boolean userExists(Tx tx, UserId user) {
        return tx.handle()
                .createQuery("SELECT true FROM app_user WHERE id = :user FOR KEY SHARE")
                .bind("user", user)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    @Nullable
    Employee find(Handle handle, EmployeeId id) {
        return handle.createQuery("SELECT * FROM employee WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> employee(row))
                .findOne()
                .orElse(null);
    }

    @Nullable
    Employee lock(Tx tx, EmployeeId id) {
        return tx.handle()
                .createQuery("SELECT * FROM employee WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> employee(row))
                .findOne()
                .orElse(null);
    }

    void delete(Tx tx, EmployeeId id) {
        tx.handle()
                .createUpdate("DELETE FROM employee WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    boolean isNamedByOrders(Tx tx, EmployeeId id) {
        return tx.handle()
                .createQuery("SELECT EXISTS (SELECT FROM orders WHERE employee_id = :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** Those of these stores, of all with null; null filters nothing. */
    Page<Employee> list(
            Handle handle,
            @Nullable Collection<StoreId> stores,
            @Nullable StoreId store,
            @Nullable Boolean active,
            PageRequest page) {
        return new PagedQuery(
                        handle,
                        page,
                        NEWEST_FIRST,
                        """
                        FROM employee
                        WHERE (CAST(:stores AS uuid[]) IS NULL OR store_id = ANY (:stores))
                          AND (CAST(:store AS uuid) IS NULL OR store_id = :store)
                          AND (CAST(:active AS boolean) IS NULL OR active = :active)
                        """,
                        query -> query.bindByType("stores", stores == null ? null : values(stores), UUID[].class)
                                .bind("store", store == null ? null : store.value())
                                .bind("active", active))
                .read("""
                        SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, this::employee);
    }

    private static UUID[] values(Collection<StoreId> stores) {
        return stores.stream().map(StoreId::value).toArray(UUID[]::new);
    }

    List<Employee> ofUser(Handle handle, UserId user) {
        return handle.createQuery("SELECT * FROM employee WHERE user_id = :user ORDER BY id")
                .bind("user", user)
                .map((row, context) -> employee(row))
                .list();
    }

    private Employee employee(ResultSet row) throws SQLException {
        return new Employee(
                Columns.id(row, "id", EmployeeId::new),
                sealing.open(NAME_PLACE, row.getBytes("person_enc")),
                row.getString("position"),
                Columns.id(row, "store_id", StoreId::new),
                Columns.idOrNull(row, "user_id", UserId::new),
                row.getBoolean("active"),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
