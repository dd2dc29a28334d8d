package aisle.platform.limits;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.Quota;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts in Redis where {@code REDIS_URL} names one, else in PostgreSQL. While Redis does not answer, PostgreSQL counts:
 * everybody starts there with a full quota, once, and nothing is ever let through uncounted.
 */
@Singleton
class QuotasOfAllNodes implements SharedQuotas {
    private static final Logger LOG = Logger.getLogger(QuotasOfAllNodes.class);

    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** So long Redis is left alone after a failure, so that not every sign-in waits for it. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final @Nullable RedisQuotas redis;
    private final SharedQuotas postgres;
    private final Counter failures;
    private volatile long resumeAt = System.nanoTime();

    @Inject
    QuotasOfAllNodes(AisleConfig config, PostgresQuotas postgres, Time time, MeterRegistry metrics) {
        this(config.redisUrl().map(url -> new RedisQuotas(url, time, PATIENCE)).orElse(null), postgres, metrics);
    }

    QuotasOfAllNodes(@Nullable RedisQuotas redis, SharedQuotas postgres, MeterRegistry metrics) {
        this.redis = redis;
        this.postgres = postgres;
        this.failures = Counter.builder("rate_limit_redis_failures")
                .description("Attempts counted in PostgreSQL because Redis did not answer")
                .register(metrics);
    }

    @Override
    public Allowance take(String key, Quota quota) {
        return counted(quotas -> quotas.take(key, quota));
    }

    @Override
    public void giveBack(Map<String, Quota> taken) {
        counted(quotas -> {
            quotas.giveBack(taken);
            return taken;
        });
    }

    private <T> T counted(Function<SharedQuotas, T> work) {
        if (redis != null && System.nanoTime() - resumeAt >= 0) {
            try {
                return work.apply(redis);
            } catch (RuntimeException e) {
                failures.increment();
                resumeAt = System.nanoTime() + REST.toNanos();
                LOG.warnf("redis_unavailable: limits are counted in PostgreSQL meanwhile: %s", e.getMessage());
            }
        }
        return work.apply(postgres);
    }

    @PreDestroy
    void close() {
        if (redis != null) {
            redis.close();
        }
    }
}
