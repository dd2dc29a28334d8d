package aisle.platform.redis;

import aisle.platform.config.AisleConfig;
import aisle.platform.jobs.BackgroundLoop;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The Redis or Valkey behind {@code REDIS_URL}, if there is one. A loop connects to it and asks once a second whether it
 * answers, so that no request ever waits for a connection; while it does not answer, whoever asks is told so at once. One
 * line is logged when it goes and one when it comes back.
 */
@Singleton
public class Redis {
    private static final Logger LOG = Logger.getLogger(Redis.class);

    /** So long a request waits for an answer; the next ones do not, because Redis counts as away then. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** Connecting may take longer: nobody waits for it, and a machine that has just started is slow. */
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** So long it is left alone after it kept a request waiting, though it may answer the loop. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(2);

    private final Duration patience;
    private final @Nullable RedisClient client;
    private final @Nullable ClientResources resources;
    private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();
    private final BackgroundLoop loop = new BackgroundLoop("redis", PAUSE, this::look);

    /** Null while Redis does not answer. */
    private volatile @Nullable StatefulRedisConnection<String, byte[]> answering;

    private volatile long restsUntil = System.nanoTime();

    // Of the loop only.
    private final Set<String> heard = new HashSet<>();
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private @Nullable StatefulRedisPubSubConnection<String, String> subscription;
    private boolean reportedAway;

    @Inject
    Redis(AisleConfig config, MeterRegistry metrics) {
        this(config.redisUrl().orElse(null), PATIENCE);
        if (client != null) {
            Gauge.builder("redis_up", this, redis -> redis.answers() ? 1 : 0)
                    .description("1 while Redis answers, 0 while PostgreSQL does its work too")
                    .register(metrics);
        }
    }

    /**
     * For one server; nothing happens before {@link #open}.
     *
     * @param url null for none
     * @param patience how long it may take for an answer
     */
    public Redis(@Nullable String url, Duration patience) {
        this.patience = patience;
        if (url == null) {
            client = null;
            resources = null;
            return;
        }
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(CONNECT_PATIENCE);
        resources = DefaultClientResources.builder()
                .reconnectDelay(Delay.exponential(Duration.ZERO, LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
                .build();
        client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_PATIENCE).build())
                .timeoutOptions(TimeoutOptions.enabled(patience))
                .build());
    }

    void start(@Observes StartupEvent event) {
        open();
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Begins to connect. */
    public void open() {
        if (client != null) {
            loop.start();
        }
    }

    public void close() {
        if (client != null && resources != null) {
            loop.stop();
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
            resources.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Whether there is one at all, be it away or not. */
    public boolean isConfigured() {
        return client != null;
    }

    /** Whether it answers as far as is known. */
    public boolean answers() {
        return answering != null;
    }

    /**
     * Asks it something.
     *
     * @param work must not wait for anything else; what it throws means that Redis is away
     * @return empty without a Redis, and while it does not answer
     */
    public <T> Optional<T> ask(Function<StatefulRedisConnection<String, byte[]>, T> work) {
        StatefulRedisConnection<String, byte[]> open = answering;
        if (open == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.apply(open));
        } catch (RuntimeException e) {
            restsUntil = System.nanoTime() + REST.toNanos();
            answering = null;
            LOG.debug("Redis did not answer.", e);
            return Optional.empty();
        }
    }

    /**
     * Hears every message of a channel from now on, those of this node too, on a thread of its own. What is sent while the
     * connection is broken is lost.
     */
    public void hear(String channel, Consumer<String> listener) {
        listeners.put(channel, listener);
    }

    private boolean look() {
        StatefulRedisConnection<String, byte[]> found = find();
        if (found == null) {
            // One answer may be late for reasons of this node's own; a second one must fail too.
            found = find();
        }
        if (found == null) {
            answering = null;
        } else if (System.nanoTime() - restsUntil >= 0) {
            answering = found;
        }
        report(answering == null);
        return false;
    }

    private @Nullable StatefulRedisConnection<String, byte[]> find() {
        if (client == null) {
            return null;
        }
        try {
            StatefulRedisConnection<String, byte[]> open = connection;
            if (open == null) {
                open = client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
                open.setTimeout(patience);
                connection = open;
            }
            listen(client);
            open.sync().ping();
            return open;
        } catch (RuntimeException e) {
            LOG.debug("Redis does not answer.", e);
            return null;
        }
    }

    /** Lettuce connects again by itself, and then hears the same channels. */
    private void listen(RedisClient client) {
        if (heard.containsAll(listeners.keySet())) {
            return;
        }
        StatefulRedisPubSubConnection<String, String> open = subscription;
        if (open == null) {
            open = client.connectPubSub(StringCodec.UTF8);
            subscription = open;
            open.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    Consumer<String> listener = listeners.get(channel);
                    if (listener != null) {
                        Thread.ofVirtual().name("redis-message").start(() -> listener.accept(message));
                    }
                }
            });
        }
        for (String channel : listeners.keySet()) {
            open.sync().subscribe(channel);
            heard.add(channel);
        }
    }

    private void report(boolean away) {
        if (away != reportedAway) {
            reportedAway = away;
            if (away) {
                LOG.warn(
                        "redis_away: PostgreSQL counts the limits, and tells nodes of ended sign-ins, until it answers");
            } else {
                LOG.info("redis_back");
            }
        }
    }
}
