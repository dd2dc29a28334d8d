package aisle.platform.web.docs;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.platform.config.AppEnvironment;

/** Who may see the documentation: anyone, except in production, where it is off unless enabled, and then ADMIN only. */
record DocsAccess(AppEnvironment environment, boolean enabled) {
    /** Whether there is a documentation at all. */
    boolean isServed() {
        return environment != AppEnvironment.PRODUCTION || enabled;
    }

    /** @throws DomainError {@link ErrorCode#NOT_FOUND}, {@link ErrorCode#UNAUTHENTICATED}, {@link ErrorCode#FORBIDDEN} */
    void check(Actor actor) {
        if (!isServed()) {
            throw DomainError.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
        }
        if (environment != AppEnvironment.PRODUCTION || actor.role() == Role.ADMIN) {
            return;
        }
        throw actor.userId() == null
                ? DomainError.of(ErrorCode.UNAUTHENTICATED, "Sign in first: send a bearer token.")
                : DomainError.of(ErrorCode.FORBIDDEN, "Your role does not allow this.");
    }
}
