package aisle.platform.limits;

import aisle.platform.config.Quota;
import aisle.platform.time.Time;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts in Redis or Valkey, by Bucket4j's compare-and-swap. Every failure, slowness included, is an exception within
 * a fraction of a second: whoever asks has another place to count.
 */
final class RedisQuotas implements SharedQuotas, AutoCloseable {
    private static final String PREFIX = "aisle:limit:";
    private static final Duration KEPT_AFTER_RESET = Duration.ofSeconds(10);

    private final RedisClient client;
    private final Time time;
    private final Duration patience;
    private @Nullable ProxyManager<String> counts;

    /** When the last attempt to connect failed, by the clock of {@link System#nanoTime}. */
    private long failed = System.nanoTime();

    /** @param patience how long Redis may take for an answer */
    RedisQuotas(String url, Time time, Duration patience) {
        this.patience = patience;
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(patience);
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(patience).build())
                .timeoutOptions(TimeoutOptions.enabled(patience))
                .build());
        this.time = time;
    }

    @Override
    public Allowance take(String key, Quota quota) {
        return GeneralLimit.allowance(bucket(key, quota).tryConsumeAndReturnRemaining(1));
    }

    @Override
    public void giveBack(Map<String, Quota> taken) {
        taken.forEach((key, quota) -> bucket(key, quota).addTokens(1));
    }

    private BucketProxy bucket(String key, Quota quota) {
        return counts(System.nanoTime())
                .getProxy(
                        PREFIX + key,
                        () -> BucketConfiguration.builder()
                                .addLimit(GeneralLimit.bandwidth(quota))
                                .build());
    }

    /**
     * Connects at the first use; Lettuce connects again by itself after that. Whoever waited for an attempt that failed
     * makes none of its own: a crowd would wait for a Redis that is away one after the other.
     */
    private synchronized ProxyManager<String> counts(long asked) {
        ProxyManager<String> open = counts;
        if (open == null) {
            if (failed - asked > 0) {
                throw new IllegalStateException("no connection to Redis");
            }
            open = Bucket4jLettuce.casBasedBuilder(connection())
                    .expirationAfterWrite(
                            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_AFTER_RESET))
                    .requestTimeout(patience)
                    .clientClock(clock(time))
                    .build();
            counts = open;
        }
        return open;
    }

    private StatefulRedisConnection<String, byte[]> connection() {
        try {
            return client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
        } catch (RuntimeException e) {
            failed = System.nanoTime();
            throw e;
        }
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

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
