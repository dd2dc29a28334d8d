package aisle.payments.stripe;

import aisle.payments.ProviderEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what Stripe tells by itself (https://docs.stripe.com/api/events/object), whatever version of its API it is of. */
final class StripeEvents {
    private StripeEvents() {}

    static ProviderEvent read(Map<?, ?> event) {
        Map<?, ?> object = map(map(event, "data"), "object");
        String kind = Objects.requireNonNullElse(text(object, "object"), "");
        return new ProviderEvent(
                Objects.requireNonNull(text(event, "id"), "an event without id"),
                Objects.requireNonNullElse(text(event, "type"), ""),
                Instant.ofEpochSecond(number(event, "created")),
                text(map(object, "metadata"), "aisle_key"),
                kind.equals("payment_intent") ? text(object, "id") : text(object, "payment_intent"),
                kind.equals("dispute") ? dispute(object) : null);
    }

    private static ProviderEvent.Dispute dispute(Map<?, ?> dispute) {
        return new ProviderEvent.Dispute(
                Objects.requireNonNull(text(dispute, "id"), "a dispute without id"),
                StripeAmounts.money(
                        number(dispute, "amount"), Objects.requireNonNull(text(dispute, "currency"), "no currency")),
                Objects.requireNonNullElse(text(dispute, "status"), "unknown"),
                text(dispute, "reason"));
    }

    private static Map<?, ?> map(Map<?, ?> parent, String member) {
        return parent.get(member) instanceof Map<?, ?> child ? child : Map.of();
    }

    private static @Nullable String text(Map<?, ?> parent, String member) {
        return parent.get(member) instanceof String text ? text : null;
    }

    private static long number(Map<?, ?> parent, String member) {
        return parent.get(member) instanceof Number number ? number.longValue() : 0;
    }
}
