package aisle.accounts.codes;

import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.accounts.signin.Passwords;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.UserId;
import aisle.mail.Mail;
import aisle.mail.MailKind;
import aisle.mail.Mails;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A new password for who forgot it, by a link in a mail. */
@Singleton
public class PasswordResets {
    private static final Duration NEWS = Duration.ofDays(1);

    private final CodeDao dao;
    private final Users users;
    private final Passwords passwords;
    private final PasswordHashes hashes;
    private final Mails mails;
    private final Sealing sealing;
    private final Database database;
    private final Notes notes;
    private final StrictLimits limits;
    private final Time time;
    private final Ids ids;

    PasswordResets(
            Users users,
            Passwords passwords,
            PasswordHashes hashes,
            Mails mails,
            Sealing sealing,
            Json json,
            Database database,
            Notes notes,
            StrictLimits limits,
            Time time,
            Ids ids) {
        this.dao = new CodeDao(sealing, json);
        this.users = users;
        this.passwords = passwords;
        this.hashes = hashes;
        this.mails = mails;
        this.sealing = sealing;
        this.database = database;
        this.notes = notes;
        this.limits = limits;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Notes that a link is wanted; whether anybody gets one is not told.
     *
     * @throws DomainError {@link ErrorCode#RATE_LIMITED}
     */
    public void request(Actor actor, String email) {
        limits.countAccount(StrictPolicy.PASSWORD_RESET, actor.remoteAddress(), email);
        notes.leave(actor, Purpose.PASSWORD_RESET, new Pending(email, null));
    }

    /**
     * Sets a new password: every sign-in ends, and every other link that was sent is worthless.
     *
     * @throws DomainError {@link ErrorCode#CODE_INVALID} when the link is unknown, too old or used;
     *     {@link ErrorCode#VALIDATION_ERROR} for a password that may not be chosen, which leaves the link usable;
     *     {@link ErrorCode#SERVER_BUSY}
     */
    public void reset(Actor actor, String token, String newPassword) {
        byte[] codeHash = sealing.lookupHash(token);
        String email = database.read(handle -> emailBehind(handle, codeHash));
        if (email == null) {
            throw invalid();
        }
        // Before the transaction, since it takes long.
        PasswordHash hash = hashes.hash("new_password", newPassword, email);
        database.transaction(tx -> {
            CodeDao.Used used = dao.use(tx, Purpose.PASSWORD_RESET, codeHash, time.now());
            if (used == null) {
                throw invalid();
            }
            User user = users.get(tx.handle(), used.user());
            // Whoever has the link reads the mail of the address.
            users.confirmed(tx, actor, user);
            passwords.reset(tx, actor, user.id(), hash);
            dao.deleteOfUser(tx, user.id());
            mails.send(
                    tx,
                    new Mail(
                            "password_changed:" + ids.next(),
                            MailKind.PASSWORD_CHANGED,
                            user.id(),
                            user.email(),
                            Map.of(),
                            time.now().plus(NEWS)));
            return true;
        });
    }

    private @Nullable String emailBehind(Handle handle, byte[] codeHash) {
        UserId user = dao.findUser(handle, Purpose.PASSWORD_RESET, codeHash, time.now());
        return user == null ? null : users.find(handle, user).map(User::email).orElse(null);
    }

    static DomainError invalid() {
        return DomainError.of(ErrorCode.CODE_INVALID, "This link is unknown, too old or used. Ask for another one.");
    }
}
