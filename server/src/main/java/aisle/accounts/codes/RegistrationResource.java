package aisle.accounts.codes;

import aisle.accounts.Emails;
import aisle.accounts.PersonRules;
import aisle.accounts.passwords.NewPassword;
import aisle.accounts.signin.Arrivals;
import aisle.accounts.signin.AuthResource;
import aisle.accounts.signin.AuthResource.SignedInView;
import aisle.accounts.signin.SignIns;
import aisle.accounts.signin.SignedIn;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.GuestToken;
import aisle.platform.web.limits.StrictLimit;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of registering: at once, or confirmed by a code. As with signing in, an Idempotency-Key means nothing here. */
@Path("/api/v1/auth/register")
@Tag(name = "Signing in")
public class RegistrationResource {
    private final SignIns signIns;
    private final Arrivals arrivals;
    private final Registrations registrations;
    private final Caller caller;

    RegistrationResource(SignIns signIns, Arrivals arrivals, Registrations registrations, Caller caller) {
        this.signIns = signIns;
        this.arrivals = arrivals;
        this.registrations = registrations;
        this.caller = caller;
    }

    /** A registration. Everyone who registers is a CUSTOMER. */
    @Schema(name = "Registration")
    public record RegisterRequest(
            @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
            String email,

            @NotNull @NewPassword String password,

            @NotBlank
            @Size(max = PersonRules.NAME_LENGTH)
            @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
            String fullName,

            @Nullable @Pattern(regexp = PersonRules.PHONE_FORM, message = PersonRules.PHONE_MESSAGE)
            String phone) {
        public RegisterRequest {
            email = Emails.normalise(email);
        }
    }

    /** Whose registration another code is wanted for. */
    @Schema(name = "CodeRequest")
    public record CodeRequest(
            @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
            String email) {
        public CodeRequest {
            email = Emails.normalise(email);
        }
    }

    /** The code from the mail. */
    @Schema(name = "CodeConfirmation")
    public record CodeConfirmation(
            @NotNull @Size(max = Emails.MAX_LENGTH) @Email(regexp = Emails.FORM, message = Emails.MESSAGE)
            String email,

            @NotNull @Pattern(regexp = "\\d{6}", message = "must have six digits")
            String code) {
        public CodeConfirmation {
            email = Emails.normalise(email);
        }

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "CodeConfirmation";
        }
    }

    /** What is left to do: the code that was mailed must be confirmed. */
    @Schema(name = "CodeNeeded")
    public record CodeNeeded(boolean otpRequired) {}

    @POST
    @PermitAll
    @StrictLimit(StrictPolicy.REGISTRATION)
    @ResponseStatus(201)
    @Operation(
            operationId = "register",
            summary = "Register as a customer and sign in; where addresses are confirmed, a code is mailed instead")
    @APIResponse(
            responseCode = "201",
            description = "Registered and signed in",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SignedInData.class)))
    @APIResponse(
            responseCode = "202",
            description = "A code must be confirmed first, whatever address it is",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = CodeNeededData.class)))
    public RestResponse<?> register(@BeanParam GuestToken guest, @NotNull @Valid RegisterRequest request) {
        if (registrations.isCodeNeeded()) {
            registrations.request(
                    caller.visitor(), request.email(), request.password(), request.fullName(), request.phone());
            return RestResponse.status(RestResponse.Status.ACCEPTED, new Data<>(new CodeNeeded(true)));
        }
        return signedIn(
                guest,
                signIns.register(
                        caller.visitor(), request.email(), request.password(), request.fullName(), request.phone()));
    }

    @POST
    @Path("/send-otp")
    @PermitAll
    @StrictLimit(StrictPolicy.PASSWORD_RESET)
    @ResponseStatus(202)
    @Operation(
            operationId = "sendRegistrationCode",
            summary = "Have another code mailed for a registration that waits; the answer is always the same")
    public Data<CodeNeeded> sendCode(@NotNull @Valid CodeRequest request) {
        registrations.requestAgain(caller.visitor(), request.email());
        return new Data<>(new CodeNeeded(true));
    }

    @POST
    @Path("/verify-otp")
    @PermitAll
    @StrictLimit(StrictPolicy.ONE_TIME_CODE)
    @ResponseStatus(201)
    @Operation(operationId = "confirmRegistration", summary = "Confirm a registration by its code and sign in")
    public RestResponse<Data<SignedInView>> verify(
            @BeanParam GuestToken guest, @NotNull @Valid CodeConfirmation request) {
        return signedIn(guest, registrations.verify(caller.visitor(), request.email(), request.code()));
    }

    private RestResponse<Data<SignedInView>> signedIn(GuestToken guest, SignedIn signedIn) {
        return AuthResource.answer(
                201,
                arrivals.with(signedIn, caller.visitor(), guest.value),
                "/api/v1/users/" + signedIn.user().id());
    }

    /** For the API's description only. */
    @Schema(name = "DataSignedIn")
    public record SignedInData(SignedInView data) {}

    /** For the API's description only. */
    @Schema(name = "DataCodeNeeded")
    public record CodeNeededData(CodeNeeded data) {}
}
