package aisle.platform.security;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Signs a request in by its {@code Authorization: Bearer} header (RFC 6750). Without one the caller is anonymous. */
@ApplicationScoped
public class BearerAuthentication implements HttpAuthenticationMechanism {
    private static final String CALLER_ATTRIBUTE = "aisle.caller";

    /** A machine has no role: it passes every one of the shop's, and its scopes decide, see the filter of platform.web. */
    private static final Set<String> ROLES_OF_MACHINES =
            Set.of(Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN);

    private final BearerTokens tokens;
    private final Sessions sessions;
    private final Machines machines;

    BearerAuthentication(BearerTokens tokens, Sessions sessions, Machines machines) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.machines = machines;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager identities) {
        AccessTokens.Claims claims;
        try {
            claims = tokens.of(exchange);
        } catch (DomainError refusal) {
            return Uni.createFrom().failure(failed(refusal));
        }
        ApiKeySecret key = tokens.apiKeyOf(exchange);
        if (key != null) {
            return identity(exchange, () -> identify(key));
        }
        return claims == null ? Uni.createFrom().nullItem() : identity(exchange, () -> identify(claims));
    }

    private static Uni<SecurityIdentity> identity(RoutingContext exchange, Callable<SecurityIdentity> work) {
        return Uni.createFrom().emitter(emitter -> {
            Vertx vertx = exchange.vertx();
            vertx.executeBlocking(work, false).onComplete(done -> {
                if (done.succeeded()) {
                    exchange.put(CALLER_ATTRIBUTE, done.result().getPrincipal());
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

    private SecurityIdentity identify(ApiKeySecret key) {
        try {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(machines.find(key))
                    .addRoles(ROLES_OF_MACHINES)
                    .build();
        } catch (DomainError refusal) {
            throw failed(refusal);
        }
    }

    private static AuthenticationFailedException failed(DomainError refusal) {
        return new AuthenticationFailedException(refusal.getMessage(), refusal);
    }

    /** The id of the user who signed this request in, or null. */
    public static @Nullable String userOf(RoutingContext exchange) {
        return exchange.get(CALLER_ATTRIBUTE) instanceof Principal user ? user.getName() : null;
    }

    /** The machine whose key signed this request in, or null. */
    public static @Nullable Machine machineOf(RoutingContext exchange) {
        return exchange.get(CALLER_ATTRIBUTE) instanceof Machine machine ? machine : null;
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
