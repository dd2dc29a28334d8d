package aisle.accounts.profile;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A payment method as its provider told the client: the token in place of the card, and what may be shown of it.
 *
 * @param brand such as {@code visa}
 * @param last4 the card's last four digits
 * @param isDefault true makes it the default; the only one is it anyway, and false takes nothing away
 */
@Schema(name = "SavedPaymentMethodDetails")
public record PaymentMethodDetails(
        @NotNull PaymentProvider provider,

        @NotBlank @Size(max = 255) @Pattern(regexp = "[!-~]*", message = "must be a token, without spaces")
        String token,

        @Nullable @Size(min = 1, max = 40) @Pattern(regexp = "[A-Za-z0-9 _-]+", message = "must be the name of a brand")
        String brand,

        @Nullable @Pattern(regexp = "[0-9]{4}", message = "must be four digits")
        String last4,

        @Nullable @Min(1) @Max(12) Integer expMonth,
        @Nullable @Min(2000) @Max(2100) Integer expYear,
        @Nullable Boolean isDefault) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "PaymentMethodDetails[" + provider + "]";
    }
}
