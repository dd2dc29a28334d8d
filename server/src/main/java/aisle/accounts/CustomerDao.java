package aisle.accounts;

import aisle.kernel.CustomerId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of customers. */
final class CustomerDao {
    static final String PERSON_PLACE = "customer.person";
    private static final String CONTACT = """
            SELECT u.email_enc, u.person_enc AS user_person_enc, c.person_enc
            FROM customer c LEFT JOIN app_user u ON u.id = c.user_id
            WHERE c.id = :id AND c.deleted_at IS NULL
            """;

    private final Sealing sealing;
    private final Json json;

    CustomerDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /**
     * The customer of a user, made when there is none. Whoever comes second in a race waits for the first and, by the
     * empty update, gets the first one's row; in the common case nothing is written. Until the transaction ends the customer
     * can be neither erased nor linked. A change of the user's name is waited for, or waits: the customer is found by it too.
     * Null when the user is erased just now.
     */
    @Nullable
    CustomerId findOrInsert(Tx tx, CustomerId idIfNew, UserId user, Instant now) {
        return tx.handle()
                .createQuery("""
                        WITH found AS (
                            SELECT id FROM customer WHERE user_id = :user FOR KEY SHARE
                        ), lives AS (
                            SELECT id, search_tokens FROM app_user
                            WHERE id = :user AND NOT EXISTS (SELECT FROM found) FOR SHARE
                        ), made AS (
                            INSERT INTO customer (id, user_id, search_tokens, created_at, updated_at)
                            SELECT :id, id, search_tokens, :now, :now FROM lives
                            ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id
                            RETURNING id
                        )
                        SELECT id FROM found UNION ALL SELECT id FROM made
                        """)
                .bind("id", idIfNew)
                .bind("user", user)
                .bind("now", now)
                .map((row, context) -> Columns.id(row, "id", CustomerId::new))
                .findOne()
                .orElse(null);
    }

    @Nullable
    CustomerId find(Handle handle, UserId user) {
        return handle.createQuery("SELECT id FROM customer WHERE user_id = :user")
                .bind("user", user)
                .map((row, context) -> Columns.id(row, "id", CustomerId::new))
                .findOne()
                .orElse(null);
    }

    /** The customer of a user, locked against orders, changes and erasure; null when there is none. */
    @Nullable
    CustomerId lockOfUser(Tx tx, UserId user) {
        return tx.handle()
                .createQuery("SELECT id FROM customer WHERE user_id = :user AND deleted_at IS NULL FOR UPDATE")
                .bind("user", user)
                .map((row, context) -> Columns.id(row, "id", CustomerId::new))
                .findOne()
                .orElse(null);
    }

    /** Until the transaction ends nobody else says anything about who has this address. */
    void lockAddress(Tx tx, String email) {
        tx.handle()
                .createQuery("SELECT pg_advisory_xact_lock(:number) IS NULL")
                .bind("number", ByteBuffer.wrap(sealing.lookupHash(email)).getLong())
                .mapTo(Boolean.class)
                .one();
    }

    /** False when the user is gone or has another address by now. */
    boolean confirm(Tx tx, UserId user, String email, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE app_user SET email_confirmed_at = :now
                                WHERE id = :user AND email_hmac = :emailHmac
                                """)
                        .bind("user", user)
                        .bind("emailHmac", sealing.lookupHash(email))
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** The customer of the user who has confirmed this address. */
    @Nullable
    CustomerId findConfirmed(Tx tx, String email) {
        return tx.handle()
                .createQuery("""
                        SELECT c.id FROM app_user u JOIN customer c ON c.user_id = u.id
                        WHERE u.email_hmac = :emailHmac AND u.email_confirmed_at IS NOT NULL
                        """)
                .bind("emailHmac", sealing.lookupHash(email))
                .map((row, context) -> Columns.id(row, "id", CustomerId::new))
                .findOne()
                .orElse(null);
    }

    /** The records that staff made with this address and that belong to no user, the oldest first, locked. */
    List<CustomerId> lockUnlinked(Tx tx, String email) {
        return tx.handle()
                .createQuery("""
                        SELECT id FROM customer
                        WHERE email_hmac = :emailHmac AND user_id IS NULL AND deleted_at IS NULL
                        ORDER BY id
                        FOR UPDATE
                        """)
                .bind("emailHmac", sealing.lookupHash(email))
                .map((row, context) -> Columns.id(row, "id", CustomerId::new))
                .list();
    }

    /** Removes a row of which everything has moved to another. */
    void delete(Tx tx, CustomerId id) {
        tx.handle()
                .createUpdate("DELETE FROM customer WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /** Gives a record to a user who has none, and who describes it from now on. */
    void link(Tx tx, CustomerId record, UserId user, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE customer
                        SET user_id = :user, email_hmac = NULL, person_enc = NULL,
                            search_tokens = (SELECT search_tokens FROM app_user WHERE id = :user),
                            version = version + 1, updated_at = :now
                        WHERE id = :record
                        """)
                .bind("user", user)
                .bind("record", record)
                .bind("now", now)
                .execute();
    }

    @Nullable
    Contact findContact(Handle handle, CustomerId id) {
        return contact(handle, CONTACT, id);
    }

    /** As {@link #findContact}; the customer can neither be erased nor be linked until the transaction ends. */
    @Nullable
    Contact keepContact(Tx tx, CustomerId id) {
        return contact(tx.handle(), CONTACT + " FOR KEY SHARE OF c", id);
    }

    private @Nullable Contact contact(Handle handle, String sql, CustomerId id) {
        return handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> contact(row))
                .findOne()
                .orElse(null);
    }

    /** A customer with a sign-in is described by its user; only one without carries a description of its own. */
    private Contact contact(ResultSet row) throws SQLException {
        byte[] email = row.getBytes("email_enc");
        if (email != null) {
            Person person =
                    json.read(sealing.open(UserDao.PERSON_PLACE, row.getBytes("user_person_enc")), Person.class);
            return new Contact(person.fullName(), sealing.open(UserDao.EMAIL_PLACE, email), person.phone());
        }
        return json.read(sealing.open(PERSON_PLACE, row.getBytes("person_enc")), Contact.class);
    }
}
