package aisle.accounts.signin;

import aisle.accounts.Emails;
import aisle.accounts.NewUser;
import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.accounts.passwords.PasswordHash;
import aisle.accounts.passwords.PasswordHashes;
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
import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.security.Principal;
import aisle.platform.time.Ids;
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
    /** How long an exchange is answered again. */
    private static final Duration REPEATABLE = Duration.ofSeconds(10);

    /** Under no such key is anything ever counted: who registers has just proven nothing wrong. */
    private static final byte[] NEVER_THROTTLED = {};

    private static final String REFUSAL = "refusal";

    /** The version that the database gives a new user. */
    private static final int FIRST_AUTH_VERSION = 1;

    private final CredentialsDao credentials;
    private final SessionDao dao = new SessionDao();
    private final Users users;
    private final LiveSessions sessions;
    private final PasswordHashes passwords;
    private final StrictLimits limits;
    private final SignInThrottle throttle;
    private final TokenPairs pairs;
    private final Sealing sealing;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;
    private final SignInMetrics metrics;
    private final Duration sessionLife;

    SignIns(
            Users users,
            LiveSessions sessions,
            PasswordHashes passwords,
            StrictLimits limits,
            SignInThrottle throttle,
            TokenPairs pairs,
            Sealing sealing,
            Database database,
            Audit audit,
            Time time,
            Ids ids,
            SignInMetrics metrics,
            AisleConfig config) {
        this.credentials = new CredentialsDao(sealing);
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.limits = limits;
        this.throttle = throttle;
        this.pairs = pairs;
        this.sealing = sealing;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
        this.metrics = metrics;
        this.sessionLife = Duration.ofDays(config.jwt().refreshTokenExpiresDays());
    }

    /**
     * Creates a CUSTOMER and signs it in.
     *
     * @throws DomainError {@link ErrorCode#EMAIL_TAKEN}, {@link ErrorCode#RATE_LIMITED}, {@link ErrorCode#SERVER_BUSY}
     */
    public SignedIn register(Actor actor, String email, String password, String fullName, @Nullable String phone) {
        limits.countAccount(StrictPolicy.REGISTRATION, actor.remoteAddress(), email);
        PasswordHash hash = passwords.hash("password", password, email);
        return database.transaction(
                tx -> register(tx, actor, new NewUser(email, fullName, phone, Role.CUSTOMER, hash)));
    }

    /**
     * Creates a user whose address is confirmed, and signs it in. What the staff wrote down of a customer with this address
     * is its own from now on.
     *
     * @throws DomainError {@link ErrorCode#EMAIL_TAKEN}
     */
    public SignedIn registerConfirmed(Tx tx, Actor actor, NewUser newUser) {
        SignedIn signedIn = register(tx, actor, newUser);
        return new SignedIn(
                users.confirmedNew(tx, actor, signedIn.user()), signedIn.accessToken(), signedIn.refreshToken());
    }

    private SignedIn register(Tx tx, Actor actor, NewUser newUser) {
        User user = users.create(tx, actor, newUser);
        SignedIn signedIn = open(tx, user.id(), FIRST_AUTH_VERSION, NEVER_THROTTLED);
        if (signedIn == null) {
            throw new IllegalStateException("a user that was just created cannot sign in: " + user.id());
        }
        throttle.succeeded(tx, throttle.key(user.email(), actor, false), user.id(), throttle.network(actor));
        record(tx, as(actor, user.id(), user.role()), "user.registered", user.id(), Map.of());
        return signedIn;
    }

    /** Someone who wants in: who has the address, if anybody, and what the attempt is counted under. */
    private record Attempt(CredentialsDao.@Nullable Credentials known, byte[] network, byte[] throttleKey) {}

    /**
     * Signs a user in by its password.
     *
     * @throws DomainError {@link ErrorCode#INVALID_CREDENTIALS} for an unknown address, a wrong password and a disabled
     *     user alike; {@link ErrorCode#RATE_LIMITED} after too many of them; {@link ErrorCode#SERVER_BUSY}
     */
    public SignedIn login(Actor actor, String email, String password) {
        String normalised = Objects.requireNonNull(Emails.normalise(email));
        Attempt attempt = begin(actor, normalised);
        CredentialsDao.Credentials known = attempt.known();
        boolean matches = passwords.matches(password, known == null ? null : known.passwordHash());
        PasswordHash renewed = known != null && matches ? renewed(password, known.passwordHash()) : null;
        SignedIn signedIn = database.transaction(tx -> {
            SignedIn opened = known != null && matches
                    ? open(tx, known.userId(), known.authVersion(), attempt.throttleKey())
                    : null;
            if (known == null || opened == null) {
                throttle.failed(tx, attempt.throttleKey());
                recordFailure(tx, actor, known);
                tx.afterCommit(metrics.refused::increment);
                return null;
            }
            throttle.succeeded(tx, attempt.throttleKey(), known.userId(), attempt.network());
            if (renewed != null) {
                credentials.rehash(tx, known.userId(), known.passwordHash(), renewed);
            }
            User user = opened.user();
            record(tx, as(actor, user.id(), user.role()), "user.signed_in", user.id(), Map.of());
            return opened;
        });
        if (signedIn == null) {
            throw DomainError.of(ErrorCode.INVALID_CREDENTIALS, "The e-mail address or the password is wrong.");
        }
        limits.forgive(StrictPolicy.SIGN_IN, actor.remoteAddress(), normalised);
        return signedIn;
    }

    private Attempt begin(Actor actor, String email) {
        byte[] network = throttle.network(actor);
        return database.read(handle -> {
            CredentialsDao.Credentials known = credentials.find(handle, email, network);
            byte[] key = throttle.key(email, actor, known != null && known.knownNetwork());
            throttle.mustNotWait(handle, key);
            return new Attempt(known, network, key);
        });
    }

    /** The same password as it is hashed today; null when it is so already, or when there is no time for it now. */
    private @Nullable PasswordHash renewed(String password, PasswordHash hash) {
        if (!passwords.isOutdated(hash)) {
            return null;
        }
        try {
            return passwords.hashAgain(password);
        } catch (DomainError busy) {
            return null;
        }
    }

    /**
     * Exchanges a refresh token for a new pair. Who repeats it within ten seconds gets the same pair again, the access
     * token too, as long as nobody has gone on with it: an answer may be lost on the way. Any later use means that two
     * have the token, so the session ends for both.
     *
     * @throws DomainError {@link ErrorCode#TOKEN_INVALID}, {@link ErrorCode#TOKEN_REVOKED}, {@link ErrorCode#TOKEN_REUSED}
     */
    public SignedIn refresh(Actor actor, String refreshToken) {
        byte[] hash = sealing.lookupHash(refreshToken);
        SignedIn renewed = database.transaction(tx -> exchange(tx, actor, hash));
        if (renewed == null) {
            throw DomainError.of(
                    ErrorCode.TOKEN_REUSED,
                    "This refresh token was used before, so its sign-in was ended. Sign in again.");
        }
        return renewed;
    }

    /** Null when the token was used before; the session has then ended, which must be committed and not rolled back. */
    private @Nullable SignedIn exchange(Tx tx, Actor actor, byte[] hash) {
        SessionDao.Generation brought = dao.lockRefreshToken(tx, hash);
        if (brought == null) {
            throw DomainError.of(ErrorCode.TOKEN_INVALID, "This refresh token is not valid.");
        }
        Instant now = time.now();
        Principal principal = dao.findPrincipal(tx.handle(), brought.session(), now);
        if (principal == null) {
            throw DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again.");
        }
        User user = users.signedIn(tx.handle(), principal.userId());
        if (brought.usedAt() == null) {
            dao.useRefreshToken(tx, brought.session(), brought.number(), now);
            dao.extend(tx, brought.session(), now.plus(sessionLife));
            tx.afterCommit(metrics.renewed::increment);
            return pairs.issue(tx, user, principal, brought.number() + 1, now);
        }
        if (!brought.successorUsed() && now.isBefore(brought.usedAt().plus(REPEATABLE))) {
            tx.afterCommit(metrics.repeated::increment);
            return pairs.repeat(user, principal, brought.number() + 1, brought.usedAt());
        }
        dao.revoke(tx, brought.session(), now);
        audit.record(
                tx, actor, "session.token_reused", "session", brought.session().value(), null, Map.of());
        sessions.ended(tx, brought.session());
        tx.afterCommit(metrics.reused::increment);
        return null;
    }

    /** Ends a session: its access and refresh tokens are worthless at once. */
    public void logout(Actor actor, SessionId session) {
        database.transaction(tx -> {
            if (dao.revoke(tx, session, time.now())) {
                record(tx, actor, "user.signed_out", actor.signedIn(), Map.of("session_id", session));
                tx.afterCommit(metrics.signedOut::increment);
            }
            // Also when another request was faster: this one must not answer before its own node has forgotten.
            sessions.ended(tx, session);
            return null;
        });
    }

    /** Null when the user may not sign in any more, or not now. */
    private @Nullable SignedIn open(Tx tx, UserId userId, int authVersion, byte[] throttleKey) {
        SessionId session = new SessionId(ids.next());
        Instant now = time.now();
        if (!dao.insert(tx, session, userId, authVersion, throttleKey, now, now.plus(sessionLife))) {
            return null;
        }
        tx.afterCommit(metrics.signedIn::increment);
        // The new session keeps the user from being deleted until the transaction ends.
        User user = users.get(tx.handle(), userId);
        return pairs.issue(tx, user, new Principal(userId, session, user.role(), Set.of()), 1, now);
    }

    /**
     * A failure is in the history of the user who was meant; how many there can be, the throttle bounds. Attempts on
     * addresses that nobody has are in the request log and its metrics only, or anybody could fill the audit; yet an entry
     * is written and taken back, so that they take the same time.
     */
    private void recordFailure(Tx tx, Actor actor, CredentialsDao.@Nullable Credentials known) {
        UserId user = known == null ? new UserId(ids.next()) : known.userId();
        tx.handle().savepoint(REFUSAL);
        record(tx, actor, "user.sign_in_refused", user, Map.of("active", known == null || known.active()));
        if (known == null) {
            tx.handle().rollbackToSavepoint(REFUSAL);
        } else {
            tx.handle().releaseSavepoint(REFUSAL);
        }
    }

    private void record(Tx tx, Actor actor, String action, UserId user, Map<String, Object> details) {
        audit.record(tx, actor, action, "user", user.value(), null, details);
    }

    private static Actor as(Actor caller, UserId user, Role role) {
        return new Actor(user, role, Set.of(), caller.requestId(), caller.remoteAddress());
    }
}
