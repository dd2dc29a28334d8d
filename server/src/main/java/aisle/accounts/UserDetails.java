package aisle.accounts;

import aisle.kernel.Role;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about a user. Address, role and activity are an ADMIN's to change; a user may repeat its own.
 *
 * @param role stays as it is when it is missing
 * @param active likewise
 */
@Schema(name = "UserDetails")
public record UserDetails(
        @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
        String email,

        @NotBlank
        @Size(max = PersonRules.NAME_LENGTH)
        @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
        String fullName,

        @Nullable @Pattern(regexp = PersonRules.PHONE_FORM, message = PersonRules.PHONE_MESSAGE)
        String phone,

        @Nullable Role role,
        @Nullable Boolean active) {
    public UserDetails {
        email = Emails.normalise(email);
    }

    static UserDetails of(User user) {
        return new UserDetails(user.email(), user.fullName(), user.phone(), user.role(), user.active());
    }
}
