package aisle.accounts.signin;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.limits.CallerKeys;
import aisle.platform.limits.LimitMetrics;
import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Slows down who guesses passwords, and never shuts out the owner. After a few failures in a row each further one makes
 * the next attempt wait twice as long, up to a quarter of an hour. All networks that are strange to an account share one
 * count; each network from which its owner has signed in has one of its own. So whoever tries from elsewhere cannot make
 * the owner wait at home or at work, and an owner on a new network waits a quarter of an hour at most.
 *
 * <p>Addresses that nobody has are counted in the same way, so that a wait tells nothing about who is known. During the
 * wait no password is looked at: a right guess would end it otherwise.
 */
@Singleton
class SignInThrottle {
    private static final Pace PACE = new Pace(5, Duration.ofMinutes(15), Duration.ofDays(1));

    private final SignInThrottleDao dao = new SignInThrottleDao();
    private final Sealing sealing;
    private final Time time;
    private final LimitMetrics metrics;

    SignInThrottle(Sealing sealing, Time time, LimitMetrics metrics) {
        this.sealing = sealing;
        this.time = time;
        this.metrics = metrics;
    }

    /**
     * How it grows.
     *
     * @param free failures after which the first wait, of one second, comes
     * @param memory a count that did not grow for so long begins anew
     */
    record Pace(int free, Duration longest, Duration memory) {}

    /** A network as it is known: an IPv4 address, or the 64 bits of an IPv6 address that a household shares. */
    byte[] network(Actor actor) {
        return sealing.lookupHash("network/" + networkOf(actor));
    }

    private static String networkOf(Actor actor) {
        return actor.remoteAddress() == null ? "here" : CallerKeys.network(actor.remoteAddress());
    }

    /** What an attempt is counted under. */
    byte[] key(String email, Actor actor, boolean knownNetwork) {
        String place = knownNetwork ? networkOf(actor) : "";
        return sealing.lookupHash("sign-in/" + place + "/" + email);
    }

    /** @throws DomainError {@link ErrorCode#RATE_LIMITED} while attempts under this key wait */
    void mustNotWait(Handle handle, byte[] key) {
        Instant until = dao.blockedUntil(handle, key, time.now());
        if (until != null) {
            throw tooSoon(until);
        }
    }

    /**
     * Counts a failure.
     *
     * @throws DomainError {@link ErrorCode#RATE_LIMITED} when others failed meanwhile, so that this attempt came too late
     */
    void failed(Tx tx, byte[] key) {
        if (dao.countFailure(tx, key, PACE, time.now()) == 0) {
            mustNotWait(tx.handle(), key);
        }
    }

    /** Begins anew, and knows the network from now on. */
    void succeeded(Tx tx, byte[] key, UserId user, byte[] network) {
        dao.forget(tx, key);
        dao.rememberNetwork(tx, user, network, time.now());
    }

    private DomainError tooSoon(Instant until) {
        metrics.refused(StrictPolicy.SIGN_IN.label());
        long seconds =
                Math.max(1, Duration.between(time.now(), until).plusMillis(999).toSeconds());
        return new DomainError(
                ErrorCode.RATE_LIMITED,
                "Too many attempts to sign in failed. Try again later.",
                Map.of(StrictLimits.RETRY_AFTER_SECONDS, seconds));
    }
}
