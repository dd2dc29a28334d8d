package aisle.accounts.profile;

import aisle.accounts.PersonRules;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about an address. An order's address has the same rules, so that whatever is kept can be delivered to.
 *
 * @param isDefault true makes it the default; the only address is it anyway, and false takes nothing away
 */
@Schema(name = "AddressDetails")
public record AddressDetails(
        @Nullable @Size(max = 40) String label,

        @NotBlank
        @Size(max = PersonRules.NAME_LENGTH)
        @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
        String fullName,

        @Nullable @Size(max = 40) String phone,
        @NotBlank @Size(max = 200) String line1,
        @Nullable @Size(max = 200) String line2,
        @NotBlank @Size(max = 100) String city,
        @Nullable @Size(max = 100) String region,
        @Nullable @Size(max = 20) String postcode,

        @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code such as US")
        String country,

        @Nullable Boolean isDefault) {}
