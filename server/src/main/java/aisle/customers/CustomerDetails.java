package aisle.customers;

import aisle.accounts.Emails;
import aisle.accounts.PersonRules;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the staff say about a customer. */
@Schema(name = "CustomerDetails")
public record CustomerDetails(
        @NotBlank
        @Size(max = PersonRules.NAME_LENGTH)
        @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
        String fullName,

        @Nullable @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
        String email,

        @Nullable @Pattern(regexp = PersonRules.PHONE_FORM, message = PersonRules.PHONE_MESSAGE)
        String phone) {
    public CustomerDetails {
        email = Emails.normalise(email);
    }

    static CustomerDetails of(Customer customer) {
        return new CustomerDetails(customer.fullName(), customer.email(), customer.phone());
    }

    /** Keeps personal data out of logs. */
    @Override
    public String toString() {
        return "CustomerDetails";
    }
}
