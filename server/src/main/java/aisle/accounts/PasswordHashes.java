package aisle.accounts;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with bcrypt, a few at a time: each takes a processor for some hundred milliseconds, and a crowd at the
 * sign-in must not keep everyone else from shopping. Who does not get a turn in time is asked to come back (503).
 *
 * <p>bcrypt reads 72 bytes and ignores the rest. A longer password is refused rather than cut or hashed first: its owner
 * would otherwise believe in a strength that is not there, and hashes stay portable to other systems.
 */
@Singleton
public class PasswordHashes {
    static final int MIN_CHARACTERS = 10;
    static final int MAX_BYTES = 72;
    static final String MESSAGE = "must have at least 10 characters and at most 72 bytes in UTF-8";

    private static final int WEAKEST = 4;
    private static final int WEAKEST_IN_PRODUCTION = 10;
    private static final int STRONGEST = 31;

    private final int cost;
    private final Semaphore permits;
    private final Duration patience;
    private final PasswordHash nobodys;

    @Inject
    PasswordHashes(AisleConfig config) {
        this(config.passwordHashCost(), config.passwordHashPermits(), config.passwordHashWait());
        if (config.environment() == AppEnvironment.PRODUCTION && cost < WEAKEST_IN_PRODUCTION) {
            throw new IllegalArgumentException(
                    "PASSWORD_HASH_COST must be at least " + WEAKEST_IN_PRODUCTION + " in production, not " + cost);
        }
    }

    PasswordHashes(int cost, int permits, Duration patience) {
        if (cost < WEAKEST || cost > STRONGEST) {
            throw new IllegalArgumentException(
                    "PASSWORD_HASH_COST must lie between " + WEAKEST + " and " + STRONGEST + ", not " + cost);
        }
        this.cost = cost;
        this.permits = new Semaphore(permits);
        this.patience = patience;
        this.nobodys = new PasswordHash(BcryptUtil.bcryptHash("the password of nobody", cost));
    }

    /**
     * Hashes a new password.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} when it is too short or too long,
     *     {@link ErrorCode#SERVER_BUSY} when too many are being hashed
     */
    public PasswordHash hash(String password) {
        if (!isAcceptable(password)) {
            throw DomainError.invalid("password", "length", MESSAGE);
        }
        return inTurn(() -> new PasswordHash(BcryptUtil.bcryptHash(password, cost)));
    }

    /**
     * Whether a password belongs to a hash. Without a hash, for an address that nobody has, the answer is no and takes
     * the same time, so that the time does not tell which addresses are known.
     *
     * @throws DomainError {@link ErrorCode#SERVER_BUSY} when too many are being hashed
     */
    boolean matches(String password, @Nullable PasswordHash hash) {
        boolean possible = hash != null && bytes(password) <= MAX_BYTES;
        PasswordHash compared = possible && hash != null ? hash : nobodys;
        return inTurn(() -> BcryptUtil.matches(password, compared.text())) && possible;
    }

    static boolean isAcceptable(String password) {
        return password.codePointCount(0, password.length()) >= MIN_CHARACTERS && bytes(password) <= MAX_BYTES;
    }

    private static int bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
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
