package aisle.payments;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A company that moves money, over the network: it is never asked within a transaction. Asked twice with the same key it acts
 * once.
 */
public interface PaymentProvider {
    /** The method that it serves. */
    PaymentMethod method();

    /** Whether this server is set up for it. */
    boolean isOffered();

    /** How long it keeps a promise of money. */
    Duration authorizationWindow();

    /** Asks it to do something. What is not understood, or comes too late, is {@link ProviderAnswer.Unknown}. */
    ProviderAnswer perform(ProviderRequest request);

    /** What became of a request that it may have had; null when it has never seen it. */
    @Nullable
    ProviderAnswer ask(ProviderRequest request);

    /**
     * Reads what it says that it sent.
     *
     * @param header gives the value of a header, or null
     * @throws DomainError {@link ErrorCode#WEBHOOK_SIGNATURE_INVALID} unless it was signed by the provider, a short while ago
     */
    ProviderEvent event(byte[] body, UnaryOperator<@Nullable String> header);
}
