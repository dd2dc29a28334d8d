package aisle.platform.web;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SessionId;
import aisle.platform.security.Machine;
import aisle.platform.security.Principal;
import aisle.platform.web.idempotency.IdempotencyKey;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who calls, and with what: the current request as a resource sees it. */
@RequestScoped
public class Caller {
    private final RoutingContext exchange;
    private final SecurityIdentity identity;

    Caller(RoutingContext exchange, SecurityIdentity identity) {
        this.exchange = exchange;
        this.identity = identity;
    }

    /**
     * The actor to hand to a use case; an anonymous one has no user and no role. A machine whose key is not for this operation
     * is anonymous, too.
     */
    public Actor actor() {
        String requestId = RequestIds.of(exchange);
        String address = ClientAddress.of(exchange);
        return switch (identity.getPrincipal()) {
            case Principal user -> new Actor(user.userId(), user.role(), user.stores(), requestId, address);
            case Machine machine
            when ApiKeyScopes.allow(exchange, machine) ->
                new Actor(null, null, machine.id(), machine.everywhere(), machine.stores(), requestId, address);
            case null, default -> new Actor(null, null, Set.of(), requestId, address);
        };
    }

    /**
     * The caller as somebody who is not signed in, whatever the request carries: for operations by which people sign in,
     * since programs send an old token along with everything, and it must not keep them from getting a new one.
     */
    public Actor visitor() {
        return new Actor(null, null, Set.of(), RequestIds.of(exchange), ClientAddress.of(exchange));
    }

    /** The session of the signed-in user. Only for operations that no anonymous caller reaches. */
    public SessionId session() {
        if (identity.getPrincipal() instanceof Principal principal) {
            return principal.sessionId();
        }
        throw DomainError.of(ErrorCode.UNAUTHENTICATED, "Sign in first.");
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        return exchange.request().getHeader(name);
    }

    String method() {
        return exchange.request().method().name();
    }

    /** The concrete path, without a trailing slash. */
    String path() {
        return Routes.withoutSlash(exchange.normalizedPath());
    }

    /**
     * A name for the caller in keys: the user or the API key, else the guest by the hash of its cart's token, else the
     * network address.
     */
    String identity() {
        Actor actor = actor();
        if (actor.apiKey() != null) {
            return "key:" + actor.apiKey();
        }
        if (actor.userId() != null) {
            return "user:" + actor.userId();
        }
        String token = header(GuestToken.HEADER);
        return token == null ? "address:" + actor.remoteAddress() : "guest:" + IdempotencyKey.hash(token);
    }
}
