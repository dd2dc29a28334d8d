package aisle.platform.security;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Knows which API keys are good; implemented where they are kept. */
public interface Machines {
    /**
     * The machine behind a key as of now, within a second.
     *
     * @throws DomainError {@link ErrorCode#TOKEN_INVALID} when there is no such key, {@link ErrorCode#TOKEN_REVOKED},
     *     {@link ErrorCode#TOKEN_EXPIRED}
     */
    Machine find(ApiKeySecret key);

    /**
     * The machine behind a key that was good when it was last used here, and null for any other: for counting requests
     * before the database is asked anything. It lets nobody in.
     */
    @Nullable
    Machine lastKnown(ApiKeySecret key);
}
