package aisle.platform.security;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signs a request in by its {@code Authorization: Bearer} header (RFC 6750). Without one the caller is anonymous. */
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {
    private static final String USER_ATTRIBUTE = "aisle.user_id";

    private final BearerTokens tokens;
    private final Sessions sessions;

    BearerAuthentication(BearerTokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager identities) {
        AccessTokens.Claims claims;
        try {
            claims = tokens.of(exchange);
        } catch (DomainError refusal) {
            return Uni.createFrom().failure(failed(refusal));
        }
        if (claims == null) {
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom().emitter(emitter -> {
            Vertx vertx = exchange.vertx();
            vertx.<SecurityIdentity>executeBlocking(() -> identify(claims), false)
                    .onComplete(done -> {
                        if (done.succeeded()) {
                            exchange.put(
                                    USER_ATTRIBUTE, done.result().getPrincipal().getName());
                            emitter.complete(done.result());
                        } else {
                            emitter.fail(done.cause());
                        }
                    });
        });
    }

    private SecurityIdentity identify(AccessTokens.Claims claims) {
        Principal principal = sessions.find(claims.sessionId())
                .filter(found -> found.userId().equals(claims.userId()))
                .orElse(null);
        if (principal == null) {
            tokens.ended(claims.sessionId());
            throw failed(DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again."));
        }
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRole(principal.role().name())
                .build();
    }

    private static AuthenticationFailedException failed(DomainError refusal) {
        return new AuthenticationFailedException(refusal.getMessage(), refusal);
    }

    /** The id of the user who signed this request in, or null. */
    public static @Nullable String userOf(RoutingContext exchange) {
        return exchange.get(USER_ATTRIBUTE);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        // None: the token is checked here and not by an identity provider.
        return Set.of();
    }
}
