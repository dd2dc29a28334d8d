package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider is asked to do, or that happened at a counter or a door.
 *
 * @param code why it failed, or is not known
 * @param refund the refund that it is a part of
 * @param requestId the request in which it was begun
 * @param attempts how often somebody has taken it up
 */
public record PaymentOperation(
        StoreId store,
        UUID id,
        PaymentId payment,
        OrderId order,
        ProviderRequest.Kind kind,
        PaymentMethod provider,
        Money amount,
        State state,
        @Nullable String reference,
        @Nullable String code,
        @Nullable UUID refund,
        @Nullable UUID actor,
        String requestId,
        int attempts,
        Instant createdAt) {
    /** How far it is. */
    @Schema(name = "PaymentOperationState")
    public enum State {
        /** The provider may have been asked and has not answered yet, or waits for the customer. */
        PENDING,
        SUCCEEDED,
        FAILED,
        /** It was asked, and nobody knows what it did. */
        UNKNOWN;

        /** Whether it has no end yet. */
        public boolean isOpen() {
            return this == PENDING || this == UNKNOWN;
        }
    }

    /** The same at each repetition, so that the provider acts once. */
    String key() {
        return "aisle-" + id;
    }
}
