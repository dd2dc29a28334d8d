package aisle.cart;

import aisle.kernel.Actor;
import aisle.platform.web.GuestToken;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Tells whose cart a request is about. */
@Singleton
public class CartOwners {
    private final CartTokens tokens;

    CartOwners(CartTokens tokens) {
        this.tokens = tokens;
    }

    /** The signed-in user, whatever token comes along; else the guest with the token, and without one a new guest. */
    public CartOwner of(Actor actor, GuestToken sent) {
        if (actor.userId() != null) {
            return new CartOwner.User(actor.userId());
        }
        CartToken known = tokens.known(sent.value);
        return known == null ? new CartOwner.Guest(tokens.fresh(), true) : new CartOwner.Guest(known, false);
    }

    /** The token of a guest who may be signing in; null when it brought none. */
    @Nullable
    CartToken known(@Nullable String token) {
        return tokens.known(token);
    }
}
