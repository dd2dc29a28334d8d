package aisle.payments;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the customer must do before a payment goes on.
 *
 * @param type {@code REDIRECT} to a page, or {@code SDK}: hand the secret to the provider's own program in the browser
 */
@Schema(name = "PaymentNextAction")
public record NextAction(
        Type type, @Nullable String url, @Nullable String clientSecret) {
    /** How the customer gets there. */
    @Schema(name = "PaymentNextActionType")
    public enum Type {
        REDIRECT,
        SDK
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "NextAction[" + type + "]";
    }
}
