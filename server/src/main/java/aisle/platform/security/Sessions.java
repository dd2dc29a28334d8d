package aisle.platform.security;

import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import java.util.Optional;

/** Knows which sign-ins are alive; implemented where people sign in. */
public interface Sessions {
    /**
     * The user behind a session as of now, within a second: empty when the session was ended, or its user was disabled.
     */
    Optional<Principal> find(SessionId session);

    /** A transaction changes what a user is, but its sign-ins go on: every node looks anew at them after the commit. */
    void changed(Tx tx, UserId user);

    /**
     * A transaction ends all sign-ins of a user, who may go with them. To be called before the user goes; ending them is
     * the transaction's own business.
     */
    void ended(Tx tx, UserId user);
}
