package aisle.accounts;

import aisle.kernel.CustomerId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of customers. */
final class CustomerDao {
    private static final String PERSON_PLACE = "customer.person";

    private final Sealing sealing;
    private final Json json;

    CustomerDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /**
     * The customer of a user, made when there is none. Whoever comes second in a race waits for the first and, by the
     * empty update, gets the first one's row; in the common case nothing is written.
     */
    CustomerId findOrInsert(Tx tx, CustomerId idIfNew, UserId user, Instant now) {
        return tx.handle()
                .createQuery("""
                        WITH found AS (
                            SELECT id FROM customer WHERE user_id = :user
                        ), made AS (
                            INSERT INTO customer (id, user_id, created_at, updated_at)
                            SELECT :id, :user, :now, :now WHERE NOT EXISTS (SELECT FROM found)
                            ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id
                            RETURNING id
                        )
                        SELECT id FROM found UNION ALL SELECT id FROM made
                        """)
                .bind("id", idIfNew)
                .bind("user", user)
                .bind("now", now)
                .map((row, context) -> Columns.id(row, "id", CustomerId::new))
                .one();
    }

    @Nullable
    CustomerId find(Handle handle, UserId user) {
        return handle.createQuery("SELECT id FROM customer WHERE user_id = :user")
                .bind("user", user)
                .map((row, context) -> Columns.id(row, "id", CustomerId::new))
                .findOne()
                .orElse(null);
    }

    @Nullable
    Contact findContact(Handle handle, CustomerId id) {
        return handle.createQuery("""
                        SELECT u.email_enc, u.person_enc AS user_person_enc, c.person_enc
                        FROM customer c LEFT JOIN app_user u ON u.id = c.user_id
                        WHERE c.id = :id AND c.deleted_at IS NULL
                        """)
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
