package aisle.accounts.signin;

import aisle.accounts.Users;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.Map;

/** Changing one's password. As with signing in, hashes are computed before the transaction is opened. */
@Singleton
public class Passwords {
    private final CredentialsDao credentials;
    private final SessionDao sessionDao = new SessionDao();
    private final Users users;
    private final LiveSessions sessions;
    private final PasswordHashes hashes;
    private final SignInThrottle throttle;
    private final Database database;
    private final Audit audit;
    private final Time time;

    Passwords(
            Users users,
            LiveSessions sessions,
            PasswordHashes hashes,
            SignInThrottle throttle,
            Sealing sealing,
            Database database,
            Audit audit,
            Time time) {
        this.credentials = new CredentialsDao(sealing);
        this.users = users;
        this.sessions = sessions;
        this.hashes = hashes;
        this.throttle = throttle;
        this.database = database;
        this.audit = audit;
        this.time = time;
    }

    /**
     * Gives a user a new password. Every other sign-in of the user ends; this one goes on.
     *
     * @throws DomainError {@link ErrorCode#WRONG_PASSWORD}, {@link ErrorCode#VALIDATION_ERROR} when the new one may not be
     *     chosen, {@link ErrorCode#RATE_LIMITED} after too many wrong ones, {@link ErrorCode#TOKEN_REVOKED} when the
     *     sign-in ended meanwhile, {@link ErrorCode#SERVER_BUSY}
     */
    public void change(Actor actor, SessionId session, String currentPassword, String newPassword) {
        CredentialsDao.Credentials known = check(actor, currentPassword);
        UserId id = known.userId();
        String email = users.signedIn(id).email();
        PasswordHash hash = hashes.hash("new_password", newPassword, email);
        database.transaction(tx -> {
            sessions.endedExcept(tx, id, session);
            if (!credentials.changePassword(tx, id, known.authVersion(), hash, time.now())
                    || !sessionDao.keepOnly(tx, id, session, known.authVersion() + 1, time.now())) {
                throw ended();
            }
            audit.record(tx, actor, "user.password_changed", "user", id.value(), null, Map.of());
            return null;
        });
    }

    /**
     * Makes sure that who is signed in knows the password.
     *
     * @throws DomainError as {@link #change}
     */
    public void mustBe(Actor actor, String password) {
        check(actor, password);
    }

    private CredentialsDao.Credentials check(Actor actor, String currentPassword) {
        UserId id = actor.signedIn();
        String email = users.signedIn(id).email();
        byte[] network = throttle.network(actor);
        CredentialsDao.Credentials known = database.read(handle -> credentials.find(handle, email, network));
        if (known == null || !known.userId().equals(id)) {
            throw ended();
        }
        byte[] key = throttle.key(email, actor, known.knownNetwork());
        database.read(handle -> {
            throttle.mustNotWait(handle, key);
            return null;
        });
        if (!hashes.matches(currentPassword, known.passwordHash())) {
            refuse(actor, key);
        }
        return known;
    }

    /** Gives a user a new password who has proven otherwise who it is; all its sign-ins end. */
    public void reset(Tx tx, Actor actor, UserId id, PasswordHash hash) {
        sessions.ended(tx, id);
        credentials.resetPassword(tx, id, hash, time.now());
        audit.record(tx, actor, "user.password_reset", "user", id.value(), null, Map.of());
    }

    private void refuse(Actor actor, byte[] key) {
        database.transaction(tx -> {
            throttle.failed(tx, key);
            recordRefusal(tx, actor);
            return null;
        });
        throw DomainError.of(ErrorCode.WRONG_PASSWORD, "The current password is not this one.");
    }

    private void recordRefusal(Tx tx, Actor actor) {
        audit.record(
                tx,
                actor,
                "user.password_change_refused",
                "user",
                actor.signedIn().value(),
                null,
                Map.of());
    }

    private static DomainError ended() {
        return DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again.");
    }
}
