package aisle.platform.web.idempotency;

import org.jspecify.annotations.Nullable;

/** A rendered answer, as sent and, with an Idempotency-Key, as kept. */
public record KeptAnswer(
        int status,
        @Nullable String body,
        @Nullable String location,
        @Nullable String etag,
        boolean replayed) {}
