package aisle.accounts.codes;

import aisle.accounts.Emails;
import aisle.accounts.NewUser;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.accounts.signin.SignIns;
import aisle.accounts.signin.SignedIn;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Registering, with the address confirmed by a code. Until then there is no account: everything waits encrypted, and whose
 * mailbox it is decides. What the code is, and whether there is one, is worked out after the answer, by {@link CodeMails}.
 */
@Singleton
public class Registrations {
    private final CodeDao dao;
    private final SignIns signIns;
    private final PasswordHashes hashes;
    private final Sealing sealing;
    private final Database database;
    private final Notes notes;
    private final StrictLimits limits;
    private final Time time;
    private final boolean codeNeeded;

    Registrations(
            SignIns signIns,
            PasswordHashes hashes,
            Sealing sealing,
            Json json,
            Database database,
            Notes notes,
            StrictLimits limits,
            Time time,
            AisleConfig config) {
        this.dao = new CodeDao(sealing, json);
        this.signIns = signIns;
        this.hashes = hashes;
        this.sealing = sealing;
        this.database = database;
        this.notes = notes;
        this.limits = limits;
        this.time = time;
        this.codeNeeded = config.registrationOtp();
    }

    /** Whether an account comes to be only by a code. */
    public boolean isCodeNeeded() {
        return codeNeeded;
    }

    /**
     * Takes a registration, whether the address has an account or not; its owner gets a mail, which tells.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} for a password that may not be chosen,
     *     {@link ErrorCode#RATE_LIMITED}, {@link ErrorCode#SERVER_BUSY}
     */
    public void request(Actor actor, String email, String password, String fullName, @Nullable String phone) {
        limits.countAccount(StrictPolicy.REGISTRATION, actor.remoteAddress(), email);
        PasswordHash hash = hashes.hash("password", password, email);
        Pending.Account account = new Pending.Account(fullName, phone, hash.text());
        notes.leave(actor, Purpose.REGISTRATION, new Pending(email, account));
    }

    /**
     * Asks for another code. Nothing is told: without a registration that waits, there is none.
     *
     * @throws DomainError {@link ErrorCode#RATE_LIMITED}
     */
    public void requestAgain(Actor actor, String email) {
        limits.countAccount(StrictPolicy.PASSWORD_RESET, actor.remoteAddress(), email);
        notes.leave(actor, Purpose.REGISTRATION, new Pending(email, null));
    }

    /**
     * Makes the account that waits for this code, and signs it in.
     *
     * @throws DomainError {@link ErrorCode#CODE_INVALID} when the code is wrong, too old, used, or was guessed at too
     *     often; {@link ErrorCode#EMAIL_TAKEN} when somebody gave the address to an account meanwhile;
     *     {@link ErrorCode#RATE_LIMITED}
     */
    public SignedIn verify(Actor actor, String emailAsSent, String code) {
        String email = Emails.require(emailAsSent);
        limits.countAccount(StrictPolicy.ONE_TIME_CODE, actor.remoteAddress(), email);
        SignedIn signedIn = database.transaction(tx -> {
            List<CodeDao.Row> waiting = dao.lockGuessable(tx, email, time.now());
            Pending.Account account = accountOf(waiting, code);
            if (account == null) {
                // To be committed: a guess that is not counted could be repeated.
                dao.countAttempt(tx, waiting.stream().map(CodeDao.Row::id).toList());
                return null;
            }
            deleteAll(tx, email);
            NewUser user = new NewUser(
                    email,
                    account.fullName(),
                    account.phone(),
                    Role.CUSTOMER,
                    new PasswordHash(account.passwordHash()));
            return signIns.registerConfirmed(tx, actor, user);
        });
        if (signedIn == null) {
            throw DomainError.of(ErrorCode.CODE_INVALID, "This code is wrong, too old or used. Ask for another one.");
        }
        limits.forgive(StrictPolicy.ONE_TIME_CODE, actor.remoteAddress(), email);
        return signedIn;
    }

    private void deleteAll(Tx tx, String email) {
        dao.delete(
                tx,
                dao.lockRegistrations(tx, email, time.now()).stream()
                        .map(CodeDao.Row::id)
                        .toList());
    }

    /** Each note has a code of its own, so that nobody can slip a password under the code of somebody else's. */
    private Pending.@Nullable Account accountOf(List<CodeDao.Row> waiting, String code) {
        Pending.Account found = null;
        for (CodeDao.Row row : waiting) {
            if (MessageDigest.isEqual(row.codeHash(), hash(sealing, row.id(), code))) {
                found = row.pending().account();
            }
        }
        return found;
    }

    /** With the note's id, so that equal codes have different hashes. */
    static byte[] hash(Sealing sealing, UUID note, String code) {
        return sealing.lookupHash("registration code " + note + " " + code);
    }
}
