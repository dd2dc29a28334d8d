package aisle.accounts;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.security.AccessTokens;
import aisle.platform.security.Principal;
import aisle.platform.time.Ids;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signing in and out. These use cases open their transactions themselves: a password is compared before one is opened,
 * since that takes long, and a refusal is audited although it is a refusal.
 */
@Singleton
public class SignIns {
    private static final int REFRESH_TOKEN_BYTES = 32;

    /** The version that the database gives a new user. */
    private static final int FIRST_AUTH_VERSION = 1;

    private final UserDao userDao;
    private final SessionDao dao = new SessionDao();
    private final Users users;
    private final LiveSessions sessions;
    private final PasswordHashes passwords;
    private final AccessTokens accessTokens;
    private final Sealing sealing;
    private final Database database;
    private final Audit audit;
    private final Secrets secrets;
    private final Time time;
    private final Ids ids;
    private final Duration sessionLife;

    SignIns(
            Users users,
            LiveSessions sessions,
            PasswordHashes passwords,
            AccessTokens accessTokens,
            Sealing sealing,
            Json json,
            Database database,
            Audit audit,
            Secrets secrets,
            Time time,
            Ids ids,
            AisleConfig config) {
        this.userDao = new UserDao(sealing, json);
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.accessTokens = accessTokens;
        this.sealing = sealing;
        this.database = database;
        this.audit = audit;
        this.secrets = secrets;
        this.time = time;
        this.ids = ids;
        this.sessionLife = Duration.ofDays(config.jwt().refreshTokenExpiresDays());
    }

    /**
     * Creates a CUSTOMER and signs it in.
     *
     * @throws DomainError {@link ErrorCode#EMAIL_TAKEN}, {@link ErrorCode#SERVER_BUSY}
     */
    public SignedIn register(Actor actor, String email, String password, String fullName, @Nullable String phone) {
        PasswordHash hash = passwords.hash(password);
        return database.transaction(tx -> {
            User user = users.create(tx, actor, new NewUser(email, fullName, phone, Role.CUSTOMER, hash));
            SignedIn signedIn = open(tx, user.id(), FIRST_AUTH_VERSION);
            if (signedIn == null) {
                throw new IllegalStateException("a user that was just created cannot sign in: " + user.id());
            }
            record(tx, as(actor, user.id(), user.role()), "user.registered", user.id(), Map.of());
            return signedIn;
        });
    }

    /**
     * Signs a user in by its password.
     *
     * @throws DomainError {@link ErrorCode#INVALID_CREDENTIALS} for an unknown address, a wrong password and a disabled
     *     user alike; {@link ErrorCode#SERVER_BUSY}
     */
    public SignedIn login(Actor actor, String email, String password) {
        String normalised = Objects.requireNonNull(Emails.normalise(email));
        UserDao.Credentials known = database.read(handle -> userDao.findCredentials(handle, normalised));
        boolean matches = passwords.matches(password, known == null ? null : known.passwordHash());
        SignedIn signedIn = database.transaction(tx -> {
            SignedIn opened = known != null && matches ? open(tx, known.userId(), known.authVersion()) : null;
            if (opened == null) {
                recordFailure(tx, actor, known);
            } else {
                User user = opened.user();
                record(tx, as(actor, user.id(), user.role()), "user.signed_in", user.id(), Map.of());
            }
            return opened;
        });
        if (signedIn == null) {
            throw DomainError.of(ErrorCode.INVALID_CREDENTIALS, "The e-mail address or the password is wrong.");
        }
        return signedIn;
    }

    /**
     * Exchanges a refresh token for a new pair. It works once: whoever brings it a second time is not the only one who
     * has it, so the session ends for both.
     *
     * @throws DomainError {@link ErrorCode#TOKEN_INVALID}, {@link ErrorCode#TOKEN_REVOKED}, {@link ErrorCode#TOKEN_REUSED}
     */
    public SignedIn refresh(Actor actor, String refreshToken) {
        byte[] hash = sealing.lookupHash(refreshToken);
        SignedIn renewed = database.transaction(tx -> {
            SessionDao.Generation used = dao.useRefreshToken(tx, hash, time.now());
            if (used != null) {
                return renew(tx, used);
            }
            endReused(tx, actor, hash);
            return null;
        });
        if (renewed == null) {
            throw DomainError.of(
                    ErrorCode.TOKEN_REUSED,
                    "This refresh token was used before, so its sign-in was ended. Sign in again.");
        }
        return renewed;
    }

    private SignedIn renew(Tx tx, SessionDao.Generation used) {
        Instant now = time.now();
        Principal principal = dao.findPrincipal(tx.handle(), used.session(), now);
        if (principal == null) {
            throw DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again.");
        }
        dao.extend(tx, used.session(), now.plus(sessionLife));
        return tokens(tx, users.get(tx.handle(), principal.userId()), principal, used.number() + 1);
    }

    private void endReused(Tx tx, Actor actor, byte[] hash) {
        SessionId session = dao.findSessionOf(tx, hash);
        if (session == null) {
            throw DomainError.of(ErrorCode.TOKEN_INVALID, "This refresh token is not valid.");
        }
        if (dao.revoke(tx, session, time.now())) {
            audit.record(tx, actor, "session.token_reused", "session", session.value(), null, Map.of());
            tx.afterCommit(() -> sessions.forget(session));
        }
    }

    /** Ends a session: its access and refresh tokens are worthless at once. */
    public void logout(Actor actor, SessionId session) {
        database.transaction(tx -> {
            if (dao.revoke(tx, session, time.now())) {
                record(tx, actor, "user.signed_out", actor.signedIn(), Map.of("session_id", session));
            }
            // Also when another request was faster: this one must not answer before its own node has forgotten.
            tx.afterCommit(() -> sessions.forget(session));
            return null;
        });
    }

    /** Null when the user may not sign in any more. */
    private @Nullable SignedIn open(Tx tx, UserId userId, int authVersion) {
        SessionId session = new SessionId(ids.next());
        Instant now = time.now();
        if (!dao.insert(tx, session, userId, authVersion, now, now.plus(sessionLife))) {
            return null;
        }
        // The new session keeps the user from being deleted until the transaction ends.
        User user = users.get(tx.handle(), userId);
        return tokens(tx, user, new Principal(userId, session, user.role(), Set.of()), 1);
    }

    private SignedIn tokens(Tx tx, User user, Principal principal, int generation) {
        String refreshToken = secrets.token(REFRESH_TOKEN_BYTES);
        dao.insertRefreshToken(tx, principal.sessionId(), generation, sealing.lookupHash(refreshToken), time.now());
        return new SignedIn(user, accessTokens.issue(principal), refreshToken);
    }

    /** Names the user when there is one, never the address that was tried. */
    private void recordFailure(Tx tx, Actor actor, UserDao.@Nullable Credentials known) {
        if (known == null) {
            audit.record(tx, actor, "sign_in.refused", "sign_in", ids.next(), null, Map.of("user_known", false));
        } else {
            record(tx, actor, "user.sign_in_refused", known.userId(), Map.of("active", known.active()));
        }
    }

    private void record(Tx tx, Actor actor, String action, UserId user, Map<String, Object> details) {
        audit.record(tx, actor, action, "user", user.value(), null, details);
    }

    private static Actor as(Actor caller, UserId user, Role role) {
        return new Actor(user, role, Set.of(), caller.requestId(), caller.remoteAddress());
    }
}
