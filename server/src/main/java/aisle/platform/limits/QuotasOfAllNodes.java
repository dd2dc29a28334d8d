package aisle.platform.limits;

import aisle.platform.config.Quota;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * Counts in Redis where {@code REDIS_URL} names one, else in PostgreSQL. While Redis does not answer, PostgreSQL counts:
 * everybody starts there with a full quota, once, and nothing is ever let through uncounted.
 */
@Startup // what it counts is shown from the start
@Singleton
class QuotasOfAllNodes implements SharedQuotas {
    private final RedisQuotas redis;
    private final SharedQuotas postgres;
    private final Counter failures;

    QuotasOfAllNodes(RedisQuotas redis, PostgresQuotas postgres, MeterRegistry metrics) {
        this.redis = redis;
        this.postgres = postgres;
        this.failures = Counter.builder("rate_limit_redis_failures")
                .description("Attempts counted in PostgreSQL because Redis did not answer")
                .register(metrics);
    }

    @Override
    public Allowance take(String key, Quota quota) {
        Optional<Allowance> counted = redis.take(key, quota);
        if (counted.isPresent()) {
            return counted.get();
        }
        if (redis.isConfigured()) {
            failures.increment();
        }
        return postgres.take(key, quota);
    }

    @Override
    public void giveBack(Map<String, Quota> taken) {
        if (!redis.giveBack(taken)) {
            postgres.giveBack(taken);
        }
    }
}
