package aisle.accounts.signin;

import aisle.kernel.SessionId;
import aisle.platform.config.AisleConfig;
import aisle.platform.json.Json;
import aisle.platform.redis.Redis;
import aisle.platform.time.Time;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Ended sign-ins in Redis, where there is one: a message that makes every node look anew at once, and a key for each token
 * that is worthless before its time, until then. PostgreSQL was written before, and a node that looks anew looks there. So
 * whatever Redis loses, forgets or makes up, nobody gets in who should not, and nobody is kept out who may.
 *
 * <p>Nothing here waits: what cannot be said now is not said.
 */
@Singleton
class SharedRevocations {
    private static final String CHANNEL = "aisle:sessions";

    private final Redis redis;
    private final TokenChain chain;
    private final Json json;
    private final Time time;
    private final Duration tokenLife;

    SharedRevocations(Redis redis, TokenChain chain, Json json, Time time, AisleConfig config) {
        this.redis = redis;
        this.chain = chain;
        this.json = json;
        this.time = time;
        this.tokenLife = Duration.ofMinutes(config.jwt().accessTokenExpiresMinutes());
    }

    /** What stands in Redis under a token's {@code jti}. */
    private record Entry(UUID jti, String status, Instant createdAt, Instant updatedAt) {}

    /** Whether it is worth collecting what could be told. */
    boolean areTold() {
        return redis.answers();
    }

    /** Tokens that were issued before this have expired. */
    Instant oldestLiving() {
        return time.now().minus(tokenLife);
    }

    /** Hears which sessions have changed, on this node and on the others. */
    void hear(Consumer<SessionId> listener) {
        redis.hear(CHANNEL, message -> {
            try {
                listener.accept(new SessionId(UUID.fromString(message)));
            } catch (IllegalArgumentException e) {
                // Nothing that a node said.
            }
        });
    }

    /** Tells all nodes to look anew. */
    void tellChanged(Collection<SessionId> sessions) {
        redis.ask(connection -> sessions.stream()
                .map(session ->
                        connection.async().publish(CHANNEL, session.toString().getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /** Names tokens that are worthless from now on. */
    void keep(List<IssuedToken> tokens) {
        Instant now = time.now();
        for (IssuedToken token : tokens) {
            UUID jti = chain.accessTokenId(token.session(), token.generation());
            Instant end = token.issuedAt().truncatedTo(ChronoUnit.SECONDS).plus(tokenLife);
            long seconds = Duration.between(now, end).toSeconds();
            if (seconds > 0) {
                byte[] entry =
                        json.write(new Entry(jti, "blacklisted", now, now)).getBytes(StandardCharsets.UTF_8);
                redis.ask(connection -> connection.async().set(jti.toString(), entry, SetArgs.Builder.ex(seconds)));
            }
        }
    }
}
