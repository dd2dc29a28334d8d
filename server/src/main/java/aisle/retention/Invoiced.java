package aisle.retention;

import aisle.kernel.OrderId;
import java.time.Instant;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order as its invoice names the buyer.
 *
 * @param zone where the calendar year of the order is told
 */
public record Invoiced(OrderId order, String number, Instant placedAt, ZoneId zone, Buyer buyer) {

    /** Who bought. Neither e-mail address nor phone number: no law asks for them. */
    public record Buyer(String fullName, @Nullable PostalAddress address) {
        /** Keeps personal data out of logs. */
        @Override
        public String toString() {
            return "Buyer";
        }
    }

    /** Where the goods went; null members were not given. */
    @Schema(name = "RestrictedAddress")
    public record PostalAddress(
            String fullName,
            String line1,
            @Nullable String line2,
            String city,
            @Nullable String region,
            @Nullable String postcode,
            String country) {
        /** Keeps personal data out of logs. */
        @Override
        public String toString() {
            return "PostalAddress";
        }
    }
}
