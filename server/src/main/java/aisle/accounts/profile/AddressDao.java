package aisle.accounts.profile;

import aisle.kernel.AddressId;
import aisle.kernel.CustomerId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of the addresses that customers keep. Every statement names whose they are. */
final class AddressDao {
    private static final String PLACE = "customer_address.address";
    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("a.id").descending());

    private final Sealing sealing;
    private final Json json;

    AddressDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /** The part of an address that is kept encrypted. */
    private record Sealed(
            @Nullable String label,
            String fullName,
            @Nullable String phone,
            String line1,
            @Nullable String line2,
            String city,
            @Nullable String region) {
        static Sealed of(AddressDetails details) {
            return new Sealed(
                    details.label(),
                    details.fullName(),
                    details.phone(),
                    details.line1(),
                    details.line2(),
                    details.city(),
                    details.region());
        }
    }

    /**
     * Lets one at a time change the addresses of a customer, until the transaction ends. Weak enough that an order of the
     * same customer, which only refers to the row, does not wait.
     */
    void lock(Tx tx, CustomerId customer) {
        tx.handle()
                .createQuery("SELECT id FROM customer WHERE id = :customer FOR NO KEY UPDATE")
                .bind("customer", customer)
                .mapTo(UUID.class)
                .one();
    }

    int count(Tx tx, CustomerId customer) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM customer_address WHERE customer_id = :customer")
                .bind("customer", customer)
                .mapTo(Integer.class)
                .one();
    }

    /** Not as the default, whatever the details say. */
    void insert(Tx tx, AddressId id, CustomerId customer, AddressDetails details, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO customer_address
                            (id, customer_id, address_enc, country, postcode, created_at, updated_at)
                        VALUES (:id, :customer, :address, :country, :postcode, :now, :now)
                        """)
                .bind("id", id)
                .bind("customer", customer)
                .bind("address", sealing.seal(PLACE, json.write(Sealed.of(details))))
                .bind("country", details.country())
                .bind("postcode", details.postcode())
                .bind("now", now)
                .execute();
    }

    void update(Tx tx, AddressId id, CustomerId customer, AddressDetails details, Instant now) {
        tx.handle()
                .createUpdate("""
                                UPDATE customer_address
                                SET address_enc = :address, country = :country, postcode = :postcode,
                                    version = version + 1, updated_at = :now
                                WHERE id = :id AND customer_id = :customer
                                """)
                .bind("id", id)
                .bind("customer", customer)
                .bind("address", sealing.seal(PLACE, json.write(Sealed.of(details))))
                .bind("country", details.country())
                .bind("postcode", details.postcode())
                .bind("now", now)
                .execute();
    }

    /** The old default goes first: the unique index looks at every row as it is written. */
    void makeDefault(Tx tx, AddressId id, CustomerId customer, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE customer_address SET is_default = false, version = version + 1, updated_at = :now
                        WHERE customer_id = :customer AND is_default AND id <> :id
                          AND EXISTS (SELECT FROM customer_address WHERE id = :id AND customer_id = :customer)
                        """)
                .bind("id", id)
                .bind("customer", customer)
                .bind("now", now)
                .execute();
        tx.handle()
                .createUpdate("""
                                UPDATE customer_address
                                SET version = version + CASE WHEN is_default THEN 0 ELSE 1 END,
                                    updated_at = CASE WHEN is_default THEN updated_at ELSE :now END,
                                    is_default = true
                                WHERE id = :id AND customer_id = :customer
                                """)
                .bind("id", id)
                .bind("customer", customer)
                .bind("now", now)
                .execute();
    }

    /** If it was the default, the newest one left becomes it. */
    void delete(Tx tx, AddressId id, CustomerId customer, Instant now) {
        tx.handle()
                .createUpdate("DELETE FROM customer_address WHERE id = :id AND customer_id = :customer")
                .bind("id", id)
                .bind("customer", customer)
                .execute();
        tx.handle()
                .createUpdate("""
                        UPDATE customer_address SET is_default = true, version = version + 1, updated_at = :now
                        WHERE id = (SELECT id FROM customer_address
                                    WHERE customer_id = :customer ORDER BY id DESC LIMIT 1)
                          AND NOT EXISTS (SELECT FROM customer_address WHERE customer_id = :customer AND is_default)
                        """)
                .bind("customer", customer)
                .bind("now", now)
                .execute();
    }

    @Nullable
    Address find(Handle handle, UserId user, AddressId id) {
        return handle.createQuery("""
                        SELECT a.* FROM customer_address a JOIN customer c ON c.id = a.customer_id
                        WHERE a.id = :id AND c.user_id = :user
                        """)
                .bind("id", id)
                .bind("user", user)
                .map((row, context) -> address(row))
                .findOne()
                .orElse(null);
    }

    Page<Address> list(Handle handle, UserId user, PageRequest page) {
        return new PagedQuery(
                        handle,
                        page,
                        NEWEST_FIRST,
                        "FROM customer_address a JOIN customer c ON c.id = a.customer_id WHERE c.user_id = :user",
                        query -> query.bind("user", user))
                .read(
                        "SELECT a.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip",
                        this::address);
    }

    private Address address(ResultSet row) throws SQLException {
        Sealed sealed = json.read(sealing.open(PLACE, row.getBytes("address_enc")), Sealed.class);
        return new Address(
                Columns.id(row, "id", AddressId::new),
                sealed.label(),
                sealed.fullName(),
                sealed.phone(),
                sealed.line1(),
                sealed.line2(),
                sealed.city(),
                sealed.region(),
                row.getString("postcode"),
                row.getString("country"),
                row.getBoolean("is_default"),
                row.getLong("version"));
    }
}
