package aisle.platform.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code rate_limited_total}: what was refused, by the policy that refused it. */
@Startup // what it counts is shown from the start
@Singleton
public class LimitMetrics {
    /** The policy of the general limit. */
    public static final String GENERAL = "default";

    /** The policy of an API key that has a limit of its own. */
    public static final String API_KEY = "api-key";

    private final Map<String, Counter> counters;

    LimitMetrics(MeterRegistry registry) {
        counters = Stream.concat(
                        Stream.of(GENERAL, API_KEY),
                        Arrays.stream(StrictPolicy.values()).map(StrictPolicy::label))
                .collect(Collectors.toMap(
                        policy -> policy,
                        policy -> Counter.builder("rate_limited")
                                .description("Requests refused because there were too many of them")
                                .tag("policy", policy)
                                .register(registry)));
    }

    /** Counts one refusal. */
    public void refused(String policy) {
        Objects.requireNonNull(counters.get(policy), policy).increment();
    }
}
