package aisle.payments;

import aisle.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider tells by itself. Only that something happened is believed, not what: the provider is asked, so that it does
 * not matter in which order events come, or how often.
 *
 * @param id the provider's own; the same when it tells again
 * @param key of the operation that it is about, if it says so
 * @param reference of the payment that it is about, if it says so
 * @param dispute when it is about one
 */
public record ProviderEvent(
        String id,
        String type,
        Instant createdAt,
        @Nullable String key,
        @Nullable String reference,
        @Nullable Dispute dispute) {
    /** The customer's bank asks for its money back. */
    public record Dispute(
            String reference,
            Money amount,
            String status,
            @Nullable String reason) {}
}
