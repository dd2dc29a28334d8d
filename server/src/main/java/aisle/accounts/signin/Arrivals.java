package aisle.accounts.signin;

import aisle.kernel.Actor;
import aisle.platform.db.Database;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings along what somebody had as a guest. That is a transaction of its own, right after the sign-in: if it fails, the
 * sign-in is answered as failed, the guest has everything still, and the next attempt brings it along.
 */
@Singleton
public class Arrivals {
    private final Instance<GuestCarts> carts;
    private final Database database;

    Arrivals(Instance<GuestCarts> carts, Database database) {
        this.carts = carts;
        this.database = database;
    }

    /**
     * The sign-in, with what became of the guest's cart.
     *
     * @param visitor who asked for it
     * @param guestToken by what the guest's cart is found; null for none
     */
    public SignedIn with(SignedIn signedIn, Actor visitor, @Nullable String guestToken) {
        if (guestToken == null) {
            return signedIn;
        }
        Actor user = new Actor(
                signedIn.user().id(), signedIn.user().role(), Set.of(), visitor.requestId(), visitor.remoteAddress());
        return new SignedIn(
                signedIn.user(),
                signedIn.accessToken(),
                signedIn.refreshToken(),
                database.transaction(tx -> carts.get().merge(tx, user, guestToken)));
    }
}
