package aisle.platform.limits;

import aisle.platform.config.Quota;
import aisle.platform.redis.Redis;
import aisle.platform.time.Time;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts in Redis or Valkey, by Bucket4j's compare-and-swap; where Redis does not answer, nothing is counted here. */
@Singleton
class RedisQuotas {
    private static final String PREFIX = "aisle:limit:";
    private static final Duration KEPT_AFTER_RESET = Duration.ofSeconds(10);

    private final Redis redis;
    private final Time time;
    private volatile @Nullable Counts counts;

    RedisQuotas(Redis redis, Time time) {
        this.redis = redis;
        this.time = time;
    }

    /** The counts behind a connection. */
    private record Counts(StatefulRedisConnection<String, byte[]> connection, ProxyManager<String> buckets) {}

    boolean isConfigured() {
        return redis.isConfigured();
    }

    /** As {@link SharedQuotas#take}; empty when Redis does not answer. */
    Optional<Allowance> take(String key, Quota quota) {
        return redis.ask(connection ->
                GeneralLimit.allowance(bucket(connection, key, quota).tryConsumeAndReturnRemaining(1)));
    }

    /** As {@link SharedQuotas#giveBack}; false when Redis does not answer. */
    boolean giveBack(Map<String, Quota> taken) {
        return redis.ask(connection -> {
                    taken.forEach((key, quota) -> bucket(connection, key, quota).addTokens(1));
                    return true;
                })
                .isPresent();
    }

    private BucketProxy bucket(StatefulRedisConnection<String, byte[]> connection, String key, Quota quota) {
        return buckets(connection)
                .getProxy(
                        PREFIX + key,
                        () -> BucketConfiguration.builder()
                                .addLimit(GeneralLimit.bandwidth(quota))
                                .build());
    }

    private ProxyManager<String> buckets(StatefulRedisConnection<String, byte[]> connection) {
        Counts open = counts;
        if (open == null || open.connection() != connection) {
            open = new Counts(
                    connection,
                    Bucket4jLettuce.casBasedBuilder(connection)
                            .expirationAfterWrite(
                                    ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_AFTER_RESET))
                            .requestTimeout(connection.getTimeout())
                            .clientClock(clock(time))
                            .build());
            counts = open;
        }
        return open.buckets();
    }

    private static TimeMeter clock(Time time) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = time.now();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
