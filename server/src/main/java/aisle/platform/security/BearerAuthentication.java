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
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signs a request in by its {@code Authorization: Bearer} header (RFC 6750). Without one the caller is anonymous. */
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "bearer ";
    private static final String USER_ATTRIBUTE = "aisle.user_id";

    private final AccessTokens tokens;
    private final Sessions sessions;

    BearerAuthentication(AccessTokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager identities) {
        String header = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        String token = header.substring(SCHEME.length()).strip();
        return Uni.createFrom().emitter(emitter -> {
            Vertx vertx = exchange.vertx();
            vertx.<SecurityIdentity>executeBlocking(() -> identify(token), false)
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

    private SecurityIdentity identify(String token) {
        try {
            AccessTokens.Claims claims = tokens.verify(token);
            Principal principal = sessions.find(claims.sessionId())
                    .filter(found -> found.userId().equals(claims.userId()))
                    .orElseThrow(
                            () -> DomainError.of(ErrorCode.TOKEN_REVOKED, "This sign-in has ended. Sign in again."));
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(principal)
                    .addRole(principal.role().name())
                    .build();
        } catch (DomainError refusal) {
            throw new AuthenticationFailedException(refusal.getMessage(), refusal);
        }
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
