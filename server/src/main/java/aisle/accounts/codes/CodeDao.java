package aisle.accounts.codes;

import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of codes and links. */
final class CodeDao {
    static final int MOST_ATTEMPTS = 5;
    private static final String CONTENT_PLACE = "one_time_code.content";

    private final Sealing sealing;
    private final Json json;

    CodeDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /** Something that waits; {@code codeHash} is null as long as nobody was told a code. */
    record Row(UUID id, Pending pending, byte @Nullable [] codeHash) {}

    /** A link that was used, and whose it was. */
    record Used(UserId user, Pending pending) {}

    /** Leaves a note about an address; it takes the same time for every address. */
    void insert(Tx tx, UUID id, Purpose purpose, Pending pending, Instant now, Instant expiresAt) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO one_time_code (id, purpose, email_hmac, content_enc, created_at, expires_at)
                        VALUES (:id, :purpose, :emailHmac, :content, :now, :expiresAt)
                        """)
                .bind("id", id)
                .bind("purpose", purpose.name())
                .bind("emailHmac", sealing.lookupHash(pending.email()))
                .bind("content", content(pending))
                .bind("now", now)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /** A note that is still of use, kept from others until the transaction ends. */
    @Nullable
    Row lock(Tx tx, UUID id, Instant now) {
        return tx.handle()
                .createQuery("SELECT * FROM one_time_code WHERE id = :id AND expires_at > :now FOR UPDATE")
                .bind("id", id)
                .bind("now", now)
                .map((row, context) -> row(row))
                .findOne()
                .orElse(null);
    }

    /** All notes about the registration of an address, the newest first; kept from others until the transaction ends. */
    List<Row> lockRegistrations(Tx tx, String email, Instant now) {
        return tx.handle()
                .createQuery("""
                        SELECT * FROM one_time_code
                        WHERE email_hmac = :emailHmac AND purpose = 'REGISTRATION' AND expires_at > :now
                        ORDER BY id DESC
                        FOR UPDATE
                        """)
                .bind("emailHmac", sealing.lookupHash(email))
                .bind("now", now)
                .map((row, context) -> row(row))
                .list();
    }

    /** Those whose code may be tried: it was told, is not too old and has not been guessed at too often. */
    List<Row> lockGuessable(Tx tx, String email, Instant now) {
        return tx.handle()
                .createQuery("""
                        SELECT * FROM one_time_code
                        WHERE email_hmac = :emailHmac AND purpose = 'REGISTRATION'
                          AND code_expires_at > :now AND expires_at > :now AND attempts < :most
                        ORDER BY id
                        FOR UPDATE
                        """)
                .bind("emailHmac", sealing.lookupHash(email))
                .bind("now", now)
                .bind("most", MOST_ATTEMPTS)
                .map((row, context) -> row(row))
                .list();
    }

    void countAttempt(Tx tx, Collection<UUID> ids) {
        tx.handle()
                .createUpdate("UPDATE one_time_code SET attempts = attempts + 1 WHERE id = ANY (:ids)")
                .bindArray("ids", UUID.class, ids)
                .execute();
    }

    /** Says which code or link belongs to a note, and what it stands for. */
    void setCode(Tx tx, UUID id, Pending pending, byte[] codeHash, Instant codeExpiresAt, Instant expiresAt) {
        tx.handle()
                .createUpdate("""
                        UPDATE one_time_code
                        SET content_enc = :content, code_hash = :hash, code_expires_at = :codeExpiresAt,
                            expires_at = :expiresAt, attempts = 0
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("content", content(pending))
                .bind("hash", codeHash)
                .bind("codeExpiresAt", codeExpiresAt)
                .bind("expiresAt", expiresAt)
                .execute();
    }

    /** Binds a note to a user as it is now: what changes the user's sign-ins makes the link worthless. */
    void setUser(Tx tx, UUID id, UserId user) {
        tx.handle().createUpdate("""
                        UPDATE one_time_code
                        SET user_id = :user, auth_version = (SELECT auth_version FROM app_user WHERE id = :user)
                        WHERE id = :id
                        """).bind("id", id).bind("user", user).execute();
    }

    /** The user of a link that works; for what is to be done before it is used. */
    @Nullable
    UserId findUser(Handle handle, Purpose purpose, byte[] codeHash, Instant now) {
        return handle.createQuery("""
                        SELECT u.id
                        FROM one_time_code c JOIN app_user u ON u.id = c.user_id AND u.auth_version = c.auth_version
                        WHERE c.purpose = :purpose AND c.code_hash = :hash AND c.code_expires_at > :now AND u.active
                        """)
                .bind("purpose", purpose.name())
                .bind("hash", codeHash)
                .bind("now", now)
                .map((row, context) -> Columns.id(row, "id", UserId::new))
                .findOne()
                .orElse(null);
    }

    /** Uses a link up. Of many who try at once, one gets it. */
    @Nullable
    Used use(Tx tx, Purpose purpose, byte[] codeHash, Instant now) {
        return tx.handle()
                .createQuery("""
                        DELETE FROM one_time_code c
                        USING app_user u
                        WHERE u.id = c.user_id AND u.auth_version = c.auth_version AND u.active
                          AND c.purpose = :purpose AND c.code_hash = :hash AND c.code_expires_at > :now
                        RETURNING c.user_id, c.content_enc
                        """)
                .bind("purpose", purpose.name())
                .bind("hash", codeHash)
                .bind("now", now)
                .map((row, context) -> new Used(Columns.id(row, "user_id", UserId::new), pending(row)))
                .findOne()
                .orElse(null);
    }

    void delete(Tx tx, Collection<UUID> ids) {
        tx.handle()
                .createUpdate("DELETE FROM one_time_code WHERE id = ANY (:ids)")
                .bindArray("ids", UUID.class, ids)
                .execute();
    }

    void deleteOfUser(Tx tx, UserId user) {
        tx.handle()
                .createUpdate("DELETE FROM one_time_code WHERE user_id = :user")
                .bind("user", user)
                .execute();
    }

    /** Deletes a few that nobody can use any more; answers how many. */
    int deleteExpired(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM one_time_code WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM one_time_code WHERE expires_at <= :now
                            ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .execute();
    }

    private byte[] content(Pending pending) {
        return sealing.seal(CONTENT_PLACE, json.write(pending));
    }

    private Row row(ResultSet row) throws SQLException {
        return new Row(row.getObject("id", UUID.class), pending(row), row.getBytes("code_hash"));
    }

    private Pending pending(ResultSet row) throws SQLException {
        return json.read(sealing.open(CONTENT_PLACE, row.getBytes("content_enc")), Pending.class);
    }
}
