package aisle.accounts.profile;

import aisle.kernel.AddressId;
import aisle.platform.web.Versioned;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An address that a customer keeps.
 *
 * @param label what the customer calls it, such as “Home”
 * @param country ISO 3166-1 alpha-2
 * @param version counts its changes, that of being the default too
 */
@Schema(name = "Address")
public record Address(
        AddressId id,
        @Nullable String label,
        String fullName,
        @Nullable String phone,
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        @Nullable String postcode,
        String country,
        boolean isDefault,
        long version)
        implements Versioned {}
