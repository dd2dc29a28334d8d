package aisle.accounts.codes;

import aisle.accounts.Emails;
import aisle.accounts.passwords.NewPassword;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.limits.StrictLimit;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** HTTP of what a link in a mail confirms: a new password, a new address. An Idempotency-Key means nothing here. */
@Path("/api/v1/auth")
@Tag(name = "Signing in")
public class RecoveryResource {
    private static final int LONGEST_INPUT = 1000;

    private final PasswordResets passwordResets;
    private final AddressChanges addressChanges;
    private final Caller caller;

    RecoveryResource(PasswordResets passwordResets, AddressChanges addressChanges, Caller caller) {
        this.passwordResets = passwordResets;
        this.addressChanges = addressChanges;
        this.caller = caller;
    }

    /** Who forgot the password. */
    @Schema(name = "PasswordResetRequest")
    public record ForgotPassword(
            @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
            String email) {
        public ForgotPassword {
            email = Emails.normalise(email);
        }
    }

    /** The token of the link, and the password that is to be. */
    @Schema(name = "PasswordReset")
    public record ResetPassword(
            @NotBlank @Size(max = LONGEST_INPUT) String token,
            @NotNull @NewPassword String newPassword) {
        /** Keeps the secrets out of logs. */
        @Override
        public String toString() {
            return "ResetPassword";
        }
    }

    /** The address that is to be, and the password as it is. */
    @Schema(name = "EmailChangeRequest")
    public record ChangeEmail(
            @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
            String newEmail,

            @NotNull @Size(max = LONGEST_INPUT) String password) {
        public ChangeEmail {
            newEmail = Emails.normalise(newEmail);
        }

        /** Keeps what is personal or secret out of logs. */
        @Override
        public String toString() {
            return "ChangeEmail";
        }
    }

    /** The token of the link. */
    @Schema(name = "EmailConfirmation")
    public record ConfirmEmail(
            @NotBlank @Size(max = LONGEST_INPUT) String token) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "ConfirmEmail";
        }
    }

    /**
     * What happens now.
     *
     * @param mailed true: a mail goes out, if there is anybody to send it to
     */
    @Schema(name = "LinkRequested")
    public record LinkRequested(boolean mailed) {}

    /** The new password counts. */
    @Schema(name = "PasswordSet")
    public record PasswordSet(boolean passwordChanged) {}

    /** The new address counts. */
    @Schema(name = "EmailSet")
    public record EmailSet(boolean emailChanged) {}

    @POST
    @Path("/forgot-password")
    @PermitAll
    @StrictLimit(StrictPolicy.PASSWORD_RESET)
    @Operation(
            operationId = "forgotPassword",
            summary =
                    "Have a link mailed to choose a new password; the answer does not tell whether there is an account")
    public Data<LinkRequested> forgot(@NotNull @Valid ForgotPassword request) {
        passwordResets.request(caller.visitor(), request.email());
        return new Data<>(new LinkRequested(true));
    }

    @POST
    @Path("/reset-password")
    @PermitAll
    @StrictLimit(StrictPolicy.ONE_TIME_CODE)
    @Operation(
            operationId = "resetPassword",
            summary = "Choose a new password by the token of a mailed link; every sign-in ends")
    public Data<PasswordSet> reset(@NotNull @Valid ResetPassword request) {
        passwordResets.reset(caller.visitor(), request.token(), request.newPassword());
        return new Data<>(new PasswordSet(true));
    }

    @POST
    @Path("/change-email")
    @Authenticated
    @StrictLimit(StrictPolicy.PASSWORD_RESET)
    @ResponseStatus(202)
    @Operation(
            operationId = "changeEmail",
            summary = "Have a link mailed to a new address; it becomes one's own when the link is confirmed")
    public Data<LinkRequested> changeEmail(@NotNull @Valid ChangeEmail request) {
        addressChanges.request(caller.actor(), request.newEmail(), request.password());
        return new Data<>(new LinkRequested(true));
    }

    @POST
    @Path("/confirm-email")
    @PermitAll
    @StrictLimit(StrictPolicy.ONE_TIME_CODE)
    @Operation(operationId = "confirmEmail", summary = "Confirm a new address by the token of a mailed link")
    public Data<EmailSet> confirmEmail(@NotNull @Valid ConfirmEmail request) {
        addressChanges.confirm(caller.visitor(), request.token());
        return new Data<>(new EmailSet(true));
    }
}
