package aisle.platform.security;

import aisle.kernel.DomainError;
import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The token in a request's {@code Authorization: Bearer} header (RFC 6750), checked once however often it is asked for. */
@Singleton
public class BearerTokens {
    private static final String SCHEME = "bearer ";
    private static final String NONE = "none";
    private static final String ATTRIBUTE = "aisle.bearer_token";
    private static final int MOST_ENDED = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final AccessTokens tokens;

    /** Sessions that were found to have ended. One never comes alive again. */
    private final Cache<SessionId, Boolean> ended = Caffeine.newBuilder()
            .maximumSize(MOST_ENDED)
            .expireAfterWrite(REMEMBERED)
            .build();

    BearerTokens(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What the token says, or null when the request has none. Its session may have ended since.
     *
     * @throws DomainError when it is not valid, or has expired
     */
    AccessTokens.@Nullable Claims of(RoutingContext exchange) {
        return switch (known(exchange)) {
            case AccessTokens.Claims claims -> claims;
            case DomainError refusal -> throw refusal;
            default -> null;
        };
    }

    /** The API key that the request brings, or null when it brings none that looks like one. */
    public @Nullable ApiKeySecret apiKeyOf(RoutingContext exchange) {
        return known(exchange) instanceof ApiKeySecret key ? key : null;
    }

    private Object known(RoutingContext exchange) {
        Object known = exchange.get(ATTRIBUTE);
        if (known == null) {
            known = read(exchange);
            exchange.put(ATTRIBUTE, known);
        }
        return known;
    }

    private Object read(RoutingContext exchange) {
        String header = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return NONE;
        }
        String token = header.substring(SCHEME.length()).strip();
        try {
            return ApiKeySecret.isMeant(token) ? ApiKeySecret.parse(token) : tokens.verify(token);
        } catch (DomainError refusal) {
            return refusal;
        }
    }

    /** Whom the token names, or null without one that this server signed for a sign-in which, as far as is known, lives. */
    public @Nullable UserId userOf(RoutingContext exchange) {
        try {
            AccessTokens.Claims claims = of(exchange);
            return claims == null || ended.getIfPresent(claims.sessionId()) != null ? null : claims.userId();
        } catch (DomainError refusal) {
            return null;
        }
    }

    /** Remembers that a session has ended, so that whoever still has its token does not use up the user's share. */
    void ended(SessionId session) {
        ended.put(session, Boolean.TRUE);
    }
}
