package aisle.accounts.profile;

import aisle.kernel.PaymentMethodId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A payment method that a user keeps, without its token. */
@Schema(name = "SavedPaymentMethod")
public record PaymentMethod(
        PaymentMethodId id,
        PaymentProvider provider,
        @Nullable String brand,
        @Nullable String last4,
        @Nullable Integer expMonth,
        @Nullable Integer expYear,
        boolean isDefault,
        Instant createdAt) {}
