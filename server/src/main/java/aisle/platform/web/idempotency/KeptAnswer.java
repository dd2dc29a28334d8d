package aisle.platform.web.idempotency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rendered answer, as sent and, with an Idempotency-Key, as kept.
 *
 * @param person of whom it tells, customer or user; not read back
 */
public record KeptAnswer(
        int status,
        @Nullable String body,
        @Nullable String location,
        @Nullable String etag,
        @Nullable UUID person,
        boolean replayed) {}
