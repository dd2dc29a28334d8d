package aisle.platform.security;

import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import java.util.Optional;

/** Knows which sign-ins are alive; implemented where people sign in. */
public interface Sessions {
    /**
     * The user behind a session as of now, within a second: empty when the session was ended, or its user was disabled.
     */
    Optional<Principal> find(SessionId session);

    /** Makes this node look anew at the sessions of a user who has changed; called after the commit. */
    void forgetUser(UserId user);
}
