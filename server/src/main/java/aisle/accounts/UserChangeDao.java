package aisle.accounts;

import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.time.Instant;
import java.util.UUID;

/** SQL that changes and removes users. */
final class UserChangeDao {
    /** Any number that no other part of Aisle takes as an advisory lock: "admins" in ASCII. */
    private static final long ADMINS = 0x61646d696e73L;

    private final Sealing sealing;
    private final Json json;
    private final SearchTokens tokens;

    UserChangeDao(Sealing sealing, Json json, SearchTokens tokens) {
        this.sealing = sealing;
        this.json = json;
        this.tokens = tokens;
    }

    /** False when there is no such user. */
    boolean lock(Tx tx, UserId id) {
        return tx.handle()
                .createQuery("SELECT id FROM app_user WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .mapTo(UUID.class)
                .findOne()
                .isPresent();
    }

    /** Until the transaction ends nobody else passes here. */
    void lockAdmins(Tx tx) {
        tx.handle()
                .createQuery("SELECT pg_advisory_xact_lock(:number) IS NULL")
                .bind("number", ADMINS)
                .mapTo(Boolean.class)
                .one();
    }

    boolean isOtherAdmin(Tx tx, UserId id) {
        return tx.handle()
                .createQuery("SELECT EXISTS (SELECT FROM app_user WHERE role = 'ADMIN' AND active AND id <> :id)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Says what a user is from now on, and by which names its customer is found.
     *
     * @param endSessions whether all sign-ins of the user are over
     */
    void update(
            Tx tx,
            UserId id,
            String email,
            Person person,
            Role role,
            boolean active,
            boolean endSessions,
            Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE app_user
                        SET email_confirmed_at = CASE WHEN email_hmac = :emailHmac THEN email_confirmed_at END,
                            email_hmac = :emailHmac, email_enc = :email, person_enc = :person,
                            search_tokens = ARRAY(SELECT decode(token, 'hex') FROM unnest(:tokens) AS token),
                            role = :role, active = :active, version = version + 1, updated_at = :now,
                            auth_version = auth_version + CASE WHEN :endSessions THEN 1 ELSE 0 END
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("emailHmac", sealing.lookupHash(email))
                .bind("email", sealing.seal(UserDao.EMAIL_PLACE, email))
                .bind("person", sealing.seal(UserDao.PERSON_PLACE, json.write(person)))
                .bindArray("tokens", String.class, tokens.beginnings(person.fullName(), email))
                .bind("role", role.name())
                .bind("active", active)
                .bind("endSessions", endSessions)
                .bind("now", now)
                .execute();
        tx.handle().createUpdate("""
                        UPDATE customer SET search_tokens = (SELECT search_tokens FROM app_user WHERE id = :id)
                        WHERE user_id = :id
                        """).bind("id", id).execute();
    }

    /**
     * Lets nobody else change or erase the customer of a user, if there is one, until the transaction ends; orders do not
     * wait. Taken before the user's own row, as an erasure takes the two.
     */
    void lockCustomer(Tx tx, UserId user) {
        tx.handle()
                .createQuery("SELECT id FROM customer WHERE user_id = :user FOR NO KEY UPDATE")
                .bind("user", user)
                .mapTo(UUID.class)
                .findOne();
    }

    void delete(Tx tx, UserId id) {
        tx.handle()
                .createUpdate("DELETE FROM app_user WHERE id = :id")
                .bind("id", id)
                .execute();
    }
}
