package aisle.platform.security;

import aisle.kernel.SessionId;
import java.util.Optional;

/** Knows which sign-ins are alive; implemented where accounts are kept. */
public interface Sessions {
    /**
     * The user behind a session as of now, within a second: empty when the session was ended, or its user was disabled.
     */
    Optional<Principal> find(SessionId session);
}
