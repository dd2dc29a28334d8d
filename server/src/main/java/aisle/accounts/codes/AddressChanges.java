package aisle.accounts.codes;

import aisle.accounts.User;
import aisle.accounts.UserChanges;
import aisle.accounts.Users;
import aisle.accounts.signin.Passwords;
import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.mail.Mail;
import aisle.mail.MailKind;
import aisle.mail.Mails;
import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.time.Ids;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Another address for an account, once whoever reads its mail has confirmed it. */
@Singleton
public class AddressChanges {
    private static final Duration NEWS = Duration.ofDays(1);

    private final CodeDao dao;
    private final Users users;
    private final UserChanges changes;
    private final Passwords passwords;
    private final Mails mails;
    private final Sealing sealing;
    private final Database database;
    private final Audit audit;
    private final StrictLimits limits;
    private final Secrets secrets;
    private final Time time;
    private final Ids ids;
    private final String page;

    AddressChanges(
            Users users,
            UserChanges changes,
            Passwords passwords,
            Mails mails,
            Sealing sealing,
            Json json,
            Database database,
            Audit audit,
            StrictLimits limits,
            Secrets secrets,
            Time time,
            Ids ids,
            AisleConfig config) {
        this.dao = new CodeDao(sealing, json);
        this.users = users;
        this.changes = changes;
        this.passwords = passwords;
        this.mails = mails;
        this.sealing = sealing;
        this.database = database;
        this.audit = audit;
        this.limits = limits;
        this.secrets = secrets;
        this.time = time;
        this.ids = ids;
        this.page = config.mail().emailChangeUrl();
    }

    /**
     * Sends a link to the new address. Whether it has an account already is not told here.
     *
     * @throws DomainError {@link ErrorCode#WRONG_PASSWORD}, {@link ErrorCode#RATE_LIMITED}
     */
    public void request(Actor actor, String newEmail, String password) {
        passwords.mustBe(actor, password);
        limits.countAccount(StrictPolicy.PASSWORD_RESET, actor.remoteAddress(), newEmail);
        UUID id = ids.next();
        String token = secrets.token(Links.TOKEN_BYTES);
        Instant now = time.now();
        Instant end = now.plus(Purpose.EMAIL_CHANGE.life());
        Pending pending = new Pending(newEmail, null);
        database.transaction(tx -> {
            users.keep(tx, actor.signedIn());
            dao.insert(tx, id, Purpose.EMAIL_CHANGE, pending, now, end);
            dao.setUser(tx, id, actor.signedIn());
            dao.setCode(tx, id, pending, sealing.lookupHash(token), end, end);
            mails.send(
                    tx,
                    new Mail(
                            "email_change:" + id,
                            MailKind.EMAIL_CHANGE,
                            actor.signedIn(),
                            newEmail,
                            Links.values(page, token, Purpose.EMAIL_CHANGE),
                            end));
            audit.record(
                    tx,
                    actor,
                    "user.email_change_requested",
                    "user",
                    actor.signedIn().value(),
                    null,
                    Map.of());
            return true;
        });
    }

    /**
     * Makes the new address the account's. The old one is told; links that were sent there are worthless.
     *
     * @throws DomainError {@link ErrorCode#CODE_INVALID}; {@link ErrorCode#EMAIL_TAKEN} when another account has it
     */
    public void confirm(Actor actor, String token) {
        database.transaction(tx -> {
            CodeDao.Used used = dao.use(tx, Purpose.EMAIL_CHANGE, sealing.lookupHash(token), time.now());
            if (used == null) {
                throw PasswordResets.invalid();
            }
            User before = users.get(tx.handle(), used.user());
            changes.confirmEmail(tx, actor, before.id(), used.pending().email());
            dao.deleteOfUser(tx, before.id());
            mails.send(
                    tx,
                    new Mail(
                            "email_changed:" + ids.next(),
                            MailKind.EMAIL_CHANGED,
                            before.id(),
                            before.email(),
                            Map.of(),
                            time.now().plus(NEWS)));
            return true;
        });
    }
}
