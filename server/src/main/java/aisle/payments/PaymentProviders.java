package aisle.payments;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The providers of this server. */
@Singleton
class PaymentProviders {
    private final Map<PaymentMethod, PaymentProvider> providers = new EnumMap<>(PaymentMethod.class);

    PaymentProviders(Instance<PaymentProvider> known) {
        for (PaymentProvider provider : known) {
            if (!provider.method().isOnline() || providers.put(provider.method(), provider) != null) {
                throw new IllegalStateException("more than one way to pay by " + provider.method());
            }
        }
    }

    /** Null for a method without one, and for one that this server does not offer. */
    @Nullable
    PaymentProvider find(PaymentMethod method) {
        PaymentProvider provider = providers.get(method);
        return provider != null && provider.isOffered() ? provider : null;
    }

    /** @throws DomainError {@link ErrorCode#PAYMENT_METHOD_UNAVAILABLE} */
    PaymentProvider get(PaymentMethod method) {
        PaymentProvider provider = find(method);
        if (provider == null) {
            throw DomainError.of(ErrorCode.PAYMENT_METHOD_UNAVAILABLE, "This shop cannot be paid by " + method + ".");
        }
        return provider;
    }
}
