package aisle.platform.limits;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.Quota;
import aisle.platform.config.Quotas;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The limit on everything, counted per caller in this node's memory. It keeps a client in a loop from taking the place of
 * all others, so it need not be exact: several nodes each count what they see themselves, and a caller who is forgotten
 * because too many others came starts anew.
 */
@Singleton
public class GeneralLimit {
    /** Callers remembered at once, at about half a kilobyte each; those who ask most are kept. */
    private static final int MOST_CALLERS = 50_000;

    /** The span of quotas that are not those of all. */
    private static final Duration LONGEST_OF_ONES_OWN = Duration.ofMinutes(1);

    private final List<Quota> quotas;
    private final TimeMeter clock;
    private final Cache<String, List<Bucket>> callers;

    @Inject
    GeneralLimit(AisleConfig config) {
        this(Quotas.parse(config.rateLimitDefaults()), TimeMeter.SYSTEM_NANOTIME);
    }

    GeneralLimit(List<Quota> quotas, TimeMeter clock) {
        this.quotas = quotas;
        this.clock = clock;
        // Whoever has been away for the longest span has a full quota anyway.
        Duration longest =
                quotas.stream().map(Quota::window).max(Duration::compareTo).orElse(Duration.ofSeconds(1));
        longest = longest.compareTo(LONGEST_OF_ONES_OWN) > 0 ? longest : LONGEST_OF_ONES_OWN;
        this.callers = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(longest)
                .build();
    }

    /** What is allowed; empty when everything is. */
    public List<Quota> quotas() {
        return quotas;
    }

    /** Counts one request: one allowance per quota up to the first that refuses it, in their order. */
    public List<Allowance> take(String caller) {
        return take(caller, quotas);
    }

    /** The same for a caller who has quotas of its own, no span longer than a minute; others have another name. */
    public List<Allowance> take(String caller, List<Quota> own) {
        List<Bucket> buckets = callers.get(caller, name -> newBuckets(own));
        List<Allowance> allowances = new ArrayList<>(buckets.size());
        for (Bucket bucket : buckets) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            allowances.add(allowance(probe));
            if (!probe.isConsumed()) {
                giveBack(buckets.subList(0, allowances.size() - 1));
                break;
            }
        }
        return allowances;
    }

    static Allowance allowance(ConsumptionProbe probe) {
        return new Allowance(
                probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** A refused request must not use up the quotas that would have let it pass. */
    private static void giveBack(List<Bucket> buckets) {
        buckets.forEach(bucket -> bucket.addTokens(1));
    }

    /** A quota as Bucket4j sees it: all tokens come back at once when its span is over. */
    static Bandwidth bandwidth(Quota quota) {
        return Bandwidth.builder()
                .capacity(quota.count())
                .refillIntervally(quota.count(), quota.window())
                .build();
    }

    private List<Bucket> newBuckets(List<Quota> own) {
        return own.stream()
                .map(quota -> {
                    return (Bucket) Bucket.builder()
                            .withCustomTimePrecision(clock)
                            .addLimit(bandwidth(quota))
                            .build();
                })
                .toList();
    }
}
