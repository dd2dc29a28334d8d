package aisle.platform.limits;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig;
import aisle.platform.config.Quota;
import aisle.platform.config.Quotas;
import aisle.platform.crypto.Sealing;
import aisle.platform.limits.StrictPolicy.Scope;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits on what can be guessed or abused, counted for all nodes together. A resource method declares
 * {@code @StrictLimit(policy)}, which counts the caller's address before its body is read; the use case then calls
 * {@link #countAccount} as soon as it knows which account is meant, and {@link #forgive} when the attempt was the owner's.
 *
 * <p>Addresses and accounts are counted under keyed hashes: neither stands in a key in the clear.
 */
@ApplicationScoped // filters are made before the configuration can be read: they hold a proxy
public class StrictLimits {
    /** The detail of a refusal that says when to come back. */
    public static final String RETRY_AFTER_SECONDS = "retry_after_seconds";

    private static final int KEY_BYTES = 18;
    private static final int MOST_REFUSED = 10_000;

    /** So long a refused key is refused again without asking the others: a flood must not become one of statements. */
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final boolean off;
    private final SharedQuotas quotas;
    private final Sealing sealing;
    private final LimitMetrics metrics;
    private final Cache<String, Allowance> refused = Caffeine.newBuilder()
            .maximumSize(MOST_REFUSED)
            .expireAfterWrite(REMEMBERED)
            .build();

    @Inject
    StrictLimits(AisleConfig config, QuotasOfAllNodes quotas, Sealing sealing, LimitMetrics metrics) {
        this(Quotas.isOff(config.rateLimitDefaults()), quotas, sealing, metrics);
    }

    StrictLimits(boolean off, SharedQuotas quotas, Sealing sealing, LimitMetrics metrics) {
        this.off = off;
        this.quotas = quotas;
        this.sealing = sealing;
        this.metrics = metrics;
    }

    /**
     * Counts an attempt of an address; for {@code @StrictLimit}. Null when limits are off.
     *
     * @throws DomainError {@link ErrorCode#RATE_LIMITED}
     */
    public @Nullable Allowance countAddress(StrictPolicy policy, String address) {
        return take(policy, Scope.ADDRESS, address, "");
    }

    /**
     * Counts an attempt on an account, whether it exists or not.
     *
     * @param address the caller's, or null for a command
     * @param account what tells accounts apart, such as the normalised e-mail address
     * @throws DomainError {@link ErrorCode#RATE_LIMITED}
     */
    public void countAccount(StrictPolicy policy, @Nullable String address, String account) {
        if (address == null) {
            return;
        }
        take(policy, Scope.ACCOUNT_AT_ADDRESS, address, account);
        take(policy, Scope.ACCOUNT, address, account);
    }

    /** Takes a counted attempt back: it was the owner's, and people who know their password must not add up. */
    public void forgive(StrictPolicy policy, @Nullable String address, String account) {
        if (off || address == null) {
            return;
        }
        Map<String, Quota> taken = new HashMap<>();
        for (Scope scope : Scope.values()) {
            taken.put(key(policy, scope, address, account), policy.quota(scope));
        }
        quotas.giveBack(taken);
    }

    private @Nullable Allowance take(StrictPolicy policy, Scope scope, String address, String account) {
        if (off) {
            return null;
        }
        String key = key(policy, scope, address, account);
        Allowance allowance = refused.getIfPresent(key);
        if (allowance == null) {
            allowance = quotas.take(key, policy.quota(scope));
        }
        if (!allowance.allowed()) {
            refused.asMap().putIfAbsent(key, allowance);
            metrics.refused(policy.label());
            throw new DomainError(
                    ErrorCode.RATE_LIMITED,
                    "Too many attempts. Wait, then try again.",
                    Map.of(RETRY_AFTER_SECONDS, allowance.secondsUntilReset(), "policy", policy.label()));
        }
        return allowance;
    }

    private String key(StrictPolicy policy, Scope scope, String address, String account) {
        String who = switch (scope) {
            case ADDRESS -> CallerKeys.network(address);
            case ACCOUNT_AT_ADDRESS -> CallerKeys.network(address) + " " + account;
            case ACCOUNT -> account;
        };
        byte[] hash = sealing.lookupHash("strict limit " + policy + " " + scope + " " + who);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEY_BYTES));
    }
}
