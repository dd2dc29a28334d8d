package aisle.mail;

import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of mails. */
final class MailDao {
    private static final String CONTENT_PLACE = "mail.content";

    private final Sealing sealing;
    private final Json json;

    MailDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /** How a mail ended. */
    enum Outcome {
        SENT,
        REFUSED,
        EXPIRED
    }

    /** What is kept encrypted of a mail. */
    record Content(String to, Map<String, String> values) {}

    /**
     * A mail that this process is to send; {@code attempt} counts from one and names the right to say how it ended. It is
     * still sealed: one that cannot be read must not undo its claim, or it would be claimed for ever before all others.
     */
    record Claimed(UUID id, String kind, byte[] sealed, int attempt, Instant expiresAt) {}

    /** A mail that can be read. */
    record Opened(UUID id, MailKind kind, Content content) {}

    void insert(Tx tx, UUID id, Mail mail, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO mail (id, cause, kind, user_id, content_enc, next_attempt_at, created_at, expires_at)
                        VALUES (:id, :cause, :kind, :user, :content, :now, :now, :expiresAt)
                        ON CONFLICT (cause) DO NOTHING
                        """)
                .bind("id", id)
                .bind("cause", mail.cause())
                .bind("kind", mail.kind().name())
                .bind("user", mail.user())
                .bind("content", sealing.seal(CONTENT_PLACE, json.write(new Content(mail.to(), mail.values()))))
                .bind("now", now)
                .bind("expiresAt", mail.expiresAt())
                .execute();
    }

    /** Takes the next mail that is due and marks it as begun: until {@code leaseEnd} nobody else takes it. */
    @Nullable
    Claimed claim(Tx tx, Instant now, Instant leaseEnd) {
        return tx.handle()
                .createQuery("""
                        UPDATE mail
                        SET attempts = attempts + 1, started_at = :now, next_attempt_at = :leaseEnd
                        WHERE id = (SELECT id FROM mail
                                    WHERE outcome IS NULL AND next_attempt_at <= :now
                                    ORDER BY next_attempt_at
                                    LIMIT 1
                                    FOR UPDATE SKIP LOCKED)
                        RETURNING id, kind, content_enc, attempts, expires_at
                        """)
                .bind("now", now)
                .bind("leaseEnd", leaseEnd)
                .map((row, context) -> claimed(row))
                .findOne()
                .orElse(null);
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getBytes("content_enc"),
                row.getInt("attempts"),
                Columns.instant(row, "expires_at"));
    }

    /** @throws RuntimeException when it was sealed with a key that is gone, or is of a kind that only a later version knows */
    Opened open(Claimed mail) {
        Content content = json.read(sealing.open(CONTENT_PLACE, mail.sealed()), Content.class);
        return new Opened(mail.id(), MailKind.valueOf(mail.kind()), content);
    }

    /**
     * Ends a mail and forgets what it said and to whom; false when another attempt has begun meanwhile, or when the user is
     * gone and the mail with it.
     */
    boolean finish(Tx tx, Claimed mail, Outcome outcome, @Nullable String error, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE mail
                                SET outcome = :outcome, finished_at = :now, content_enc = NULL, user_id = NULL, last_error = :error
                                WHERE id = :id AND attempts = :attempt AND outcome IS NULL
                                """)
                        .bind("outcome", outcome.name())
                        .bind("now", now)
                        .bind("error", error)
                        .bind("id", mail.id())
                        .bind("attempt", mail.attempt())
                        .execute()
                == 1;
    }

    void postpone(Tx tx, Claimed mail, Instant nextAttempt, String error) {
        tx.handle()
                .createUpdate("""
                        UPDATE mail SET next_attempt_at = :nextAttempt, last_error = :error
                        WHERE id = :id AND attempts = :attempt AND outcome IS NULL
                        """)
                .bind("nextAttempt", nextAttempt)
                .bind("error", error)
                .bind("id", mail.id())
                .bind("attempt", mail.attempt())
                .execute();
    }

    /** Deletes a few mails that ended before an instant, by their places, which the locks keep; answers how many. */
    int deleteFinished(Tx tx, Instant before, int limit) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM mail WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM mail WHERE outcome IS NOT NULL AND finished_at < :before
                            ORDER BY finished_at LIMIT :limit FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }
}
