package aisle.accounts.passwords;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import aisle.platform.time.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords, a few at a time: each takes a processor for some hundred milliseconds, and a crowd at the sign-in must
 * not keep everyone else from shopping. Who does not get a turn in time is asked to come back (503).
 *
 * <p>New hashes are made as PASSWORD_HASH and its costs say; older ones are still understood, and made anew when their
 * owner signs in.
 */
@Singleton
public class PasswordHashes {
    private static final int WEAKEST = 4;
    private static final int WEAKEST_IN_PRODUCTION = 10;
    private static final int STRONGEST = 31;

    private final PasswordAlgorithm current;
    private final List<PasswordAlgorithm> known;
    private final Semaphore permits;
    private final Duration patience;
    private final PasswordHash nobodys;

    @Inject
    PasswordHashes(AisleConfig config, Secrets secrets) {
        this(
                bcrypt(config.passwordHashCost()),
                new Argon2id(config.passwordHashMemory(), config.passwordHashIterations(), secrets),
                config.passwordHash(),
                config.passwordHashPermits(),
                config.passwordHashWait());
        if (config.environment() == AppEnvironment.PRODUCTION && config.passwordHashCost() < WEAKEST_IN_PRODUCTION) {
            throw new IllegalArgumentException("PASSWORD_HASH_COST must be at least " + WEAKEST_IN_PRODUCTION
                    + " in production, not " + config.passwordHashCost());
        }
    }

    PasswordHashes(
            Bcrypt bcrypt, Argon2id argon2id, AisleConfig.PasswordHashKind kind, int permits, Duration patience) {
        this.current = switch (kind) {
            case BCRYPT -> bcrypt;
            case ARGON2ID -> argon2id;
        };
        this.known = List.of(bcrypt, argon2id);
        this.permits = new Semaphore(permits);
        this.patience = patience;
        this.nobodys = new PasswordHash(current.hash("the password of nobody"));
    }

    static Bcrypt bcrypt(int cost) {
        if (cost < WEAKEST || cost > STRONGEST) {
            throw new IllegalArgumentException(
                    "PASSWORD_HASH_COST must lie between " + WEAKEST + " and " + STRONGEST + ", not " + cost);
        }
        return new Bcrypt(cost);
    }

    /**
     * Hashes a password that the owner of an address chose.
     *
     * @param field how the request calls it
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} when it breaks one of the {@link PasswordRules},
     *     {@link ErrorCode#SERVER_BUSY} when too many are being hashed
     */
    public PasswordHash hash(String field, String password, String email) {
        PasswordRules.refusal(password, email).ifPresent(refusal -> {
            throw DomainError.invalid(field, refusal.code(), refusal.message());
        });
        return hashAgain(password);
    }

    /**
     * Hashes a password that its owner has already.
     *
     * @throws DomainError {@link ErrorCode#SERVER_BUSY} when too many are being hashed
     */
    public PasswordHash hashAgain(String password) {
        return inTurn(() -> new PasswordHash(current.hash(PasswordRules.normalise(password))));
    }

    /**
     * Whether a password belongs to a hash. Without a hash, for an address that nobody has, the answer is no and takes
     * the same time, so that the time does not tell which addresses are known.
     *
     * @throws DomainError {@link ErrorCode#SERVER_BUSY} when too many are being hashed
     */
    public boolean matches(String password, @Nullable PasswordHash hash) {
        PasswordHash compared = hash == null ? nobodys : hash;
        PasswordAlgorithm algorithm = madeBy(compared);
        String normal = PasswordRules.normalise(password);
        return inTurn(() -> {
                    boolean matches = algorithm.matches(normal, compared.text());
                    // Hashes of earlier versions were made of what was typed.
                    return !matches && !normal.equals(password)
                            ? algorithm.matches(password, compared.text())
                            : matches;
                })
                && hash != null;
    }

    /** Whether a password that matched should be hashed again, because today it would be hashed otherwise. */
    public boolean isOutdated(PasswordHash hash) {
        return madeBy(hash) != current || !current.isUpToDate(hash.text());
    }

    private PasswordAlgorithm madeBy(PasswordHash hash) {
        return known.stream()
                .filter(algorithm -> algorithm.made(hash.text()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a password hash of an unknown kind"));
    }

    <T> T inTurn(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private static DomainError busy() {
        return DomainError.of(ErrorCode.SERVER_BUSY, "Too many people are signing in right now. Try again shortly.");
    }
}
