package aisle.customers;

import aisle.accounts.Contact;
import aisle.accounts.Person;
import aisle.accounts.SealedPlaces;
import aisle.accounts.SearchTokens;
import aisle.kernel.CustomerId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL of customers as the staff keep them. */
final class CustomerRegisterDao {
    private static final String TOKENS =
            "ARRAY(SELECT decode(token, 'hex') FROM unnest(CAST(:tokens AS text[])) AS token)";
    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("id").descending());

    private final Sealing sealing;
    private final Json json;
    private final SearchTokens tokens;

    CustomerRegisterDao(Sealing sealing, Json json, SearchTokens tokens) {
        this.sealing = sealing;
        this.json = json;
        this.tokens = tokens;
    }

    void insert(Tx tx, Customer customer) {
        bind(customer, tx.handle().createUpdate("""
                        INSERT INTO customer (id, email_hmac, person_enc, search_tokens, version, created_at, updated_at)
                        VALUES (:id, :emailHmac, :person, %s, :version, :createdAt, :updatedAt)
                        """.formatted(TOKENS)))
                .bind("createdAt", customer.createdAt())
                .execute();
    }

    void update(Tx tx, Customer customer) {
        bind(customer, tx.handle().createUpdate("""
                        UPDATE customer
                        SET email_hmac = :emailHmac, person_enc = :person, search_tokens = %s, version = :version,
                            updated_at = :updatedAt
                        WHERE id = :id
                        """.formatted(TOKENS))).execute();
    }

    private <S extends SqlStatement<S>> S bind(Customer customer, S statement) {
        Contact contact = new Contact(customer.fullName(), customer.email(), customer.phone());
        return statement
                .bind("id", customer.id())
                .bind("emailHmac", customer.email() == null ? null : sealing.lookupHash(customer.email()))
                .bind("person", sealing.seal(SealedPlaces.CUSTOMER_PERSON, json.write(contact)))
                .bindArray("tokens", String.class, tokens.beginnings(customer.fullName()))
                .bind("version", customer.version())
                .bind("updatedAt", customer.updatedAt());
    }

    @Nullable
    Customer find(Handle handle, CustomerId id) {
        return handle.createQuery("""
                        SELECT c.*, u.email_enc, u.person_enc AS user_person_enc
                        FROM customer c LEFT JOIN app_user u ON u.id = c.user_id
                        WHERE c.id = :id AND c.deleted_at IS NULL
                        """)
                .bind("id", id)
                .map((row, context) -> customer(row))
                .findOne()
                .orElse(null);
    }

    /** Locks a customer against everybody: changes, orders, erasure. False when there is none. */
    boolean lock(Tx tx, CustomerId id) {
        return tx.handle()
                .createQuery("SELECT true FROM customer WHERE id = :id AND deleted_at IS NULL FOR UPDATE")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    Page<Customer> list(Handle handle, PageRequest page) {
        return read(new PagedQuery(handle, page, NEWEST_FIRST, "FROM customer WHERE deleted_at IS NULL", query -> {})
                .knownTotal(() -> RowCounts.of(handle, "customer")));
    }

    Page<Customer> findByEmail(Handle handle, String email, PageRequest page) {
        return read(new PagedQuery(
                handle, page, NEWEST_FIRST, """
                FROM customer
                WHERE deleted_at IS NULL
                  AND id IN (SELECT id FROM customer WHERE email_hmac = :emailHmac
                             UNION ALL
                             SELECT c.id FROM customer c JOIN app_user u ON u.id = c.user_id
                             WHERE u.email_hmac = :emailHmac)
                """, query -> query.bind("emailHmac", sealing.lookupHash(email))));
    }

    /**
     * Those whose names have words that begin like these. They are gathered by the index before they are sorted, for which
     * {@code OFFSET 0} stands: how often words come together PostgreSQL does not know, and might read all customers, the
     * newest first, for two frequent ones that never do.
     */
    Page<Customer> findByName(Handle handle, List<String> wanted, PageRequest page) {
        return read(new PagedQuery(
                handle,
                page,
                NEWEST_FIRST,
                """
                FROM (SELECT * FROM customer WHERE search_tokens @> %s OFFSET 0) AS customer WHERE deleted_at IS NULL
                """.formatted(TOKENS),
                query -> query.bindArray("tokens", String.class, wanted)));
    }

    private Page<Customer> read(PagedQuery query) {
        return query.read("""
                SELECT c.*, u.email_enc, u.person_enc AS user_person_enc
                FROM (SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip) c
                LEFT JOIN app_user u ON u.id = c.user_id
                ORDER BY c.id DESC
                """, this::customer);
    }

    private Customer customer(ResultSet row) throws SQLException {
        Contact contact = contact(row);
        return new Customer(
                Columns.id(row, "id", CustomerId::new),
                contact.fullName(),
                contact.email(),
                contact.phone(),
                Columns.idOrNull(row, "user_id", UserId::new),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private Contact contact(ResultSet row) throws SQLException {
        byte[] email = row.getBytes("email_enc");
        if (email != null) {
            Person person =
                    json.read(sealing.open(SealedPlaces.USER_PERSON, row.getBytes("user_person_enc")), Person.class);
            return new Contact(person.fullName(), sealing.open(SealedPlaces.USER_EMAIL, email), person.phone());
        }
        return json.read(sealing.open(SealedPlaces.CUSTOMER_PERSON, row.getBytes("person_enc")), Contact.class);
    }
}
