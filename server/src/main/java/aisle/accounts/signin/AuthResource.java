package aisle.accounts.signin;

import aisle.accounts.UserView;
import aisle.accounts.Users;
import aisle.accounts.passwords.NewPassword;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.security.AccessTokens;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.GuestToken;
import aisle.platform.web.limits.StrictLimit;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * HTTP of signing in. An Idempotency-Key means nothing here: an answer with tokens is not kept, and a repeated sign-in is
 * a sign-in more.
 */
@Path("/api/v1/auth")
@Tag(name = "Signing in")
public class AuthResource {
    private static final int LONGEST_INPUT = 1000;

    private final SignIns signIns;
    private final Arrivals arrivals;
    private final Passwords passwords;
    private final Users users;
    private final Caller caller;

    AuthResource(SignIns signIns, Arrivals arrivals, Passwords passwords, Users users, Caller caller) {
        this.signIns = signIns;
        this.arrivals = arrivals;
        this.passwords = passwords;
        this.users = users;
        this.caller = caller;
    }

    /** Whatever the address looks like: one that nobody can have is refused as an unknown one is. */
    @Schema(name = "Credentials")
    public record LoginRequest(
            @NotBlank @Size(max = LONGEST_INPUT) String email,
            @NotNull @Size(max = LONGEST_INPUT) String password) {}

    /** A refresh token, as the last sign-in or refresh answered it. */
    @Schema(name = "RefreshRequest")
    public record RefreshRequest(
            @NotBlank @Size(max = LONGEST_INPUT) String refreshToken) {}

    /** A password in place of another. */
    @Schema(name = "PasswordChange")
    public record ChangePasswordRequest(
            @NotNull @Size(max = LONGEST_INPUT) String currentPassword,
            @NotNull @NewPassword String newPassword) {
        /** Keeps the passwords out of logs. */
        @Override
        public String toString() {
            return "ChangePasswordRequest[]";
        }
    }

    /**
     * The tokens of a sign-in.
     *
     * @param expiresIn seconds until the access token expires
     */
    @Schema(name = "SignedIn")
    public record SignedInView(
            UserView user,
            String accessToken,
            String refreshToken,
            String tokenType,
            long expiresIn,
            Instant expiresAt,
            GuestCarts.@Nullable MergedCart mergedCart) {
        static SignedInView of(SignedIn signedIn) {
            AccessTokens.Issued token = signedIn.accessToken();
            return new SignedInView(
                    UserView.of(signedIn.user()),
                    token.token(),
                    signedIn.refreshToken(),
                    "Bearer",
                    token.expiresIn(),
                    token.expiresAt(),
                    signedIn.mergedCart());
        }
    }

    @POST
    @Path("/login")
    @PermitAll
    @StrictLimit(StrictPolicy.SIGN_IN)
    @Operation(operationId = "login", summary = "Sign in by e-mail address and password")
    public RestResponse<Data<SignedInView>> login(@BeanParam GuestToken guest, @NotNull @Valid LoginRequest request) {
        SignedIn signedIn = signIns.login(caller.visitor(), request.email(), request.password());
        return answer(200, arrivals.with(signedIn, caller.visitor(), guest.value), null);
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @Operation(operationId = "refreshTokens", summary = "Exchange a refresh token for new tokens; it works once")
    public RestResponse<Data<SignedInView>> refresh(@NotNull @Valid RefreshRequest request) {
        return answer(200, signIns.refresh(caller.visitor(), request.refreshToken()), null);
    }

    @POST
    @Path("/logout")
    @Authenticated
    @Operation(operationId = "logout", summary = "Sign out: the tokens of this sign-in are worthless at once")
    public void logout() {
        signIns.logout(caller.actor(), caller.session());
    }

    @POST
    @Path("/change-password")
    @Authenticated
    @Operation(operationId = "changePassword", summary = "Choose another password: every other sign-in ends")
    public void changePassword(@NotNull @Valid ChangePasswordRequest request) {
        passwords.change(caller.actor(), caller.session(), request.currentPassword(), request.newPassword());
    }

    @GET
    @Path("/me")
    @Authenticated
    @Operation(operationId = "whoAmI", summary = "Get the signed-in user")
    public Data<UserView> me() {
        return new Data<>(UserView.of(users.signedIn(caller.actor().signedIn())));
    }

    /** Tokens must not stay in any cache (RFC 6749, section 5.1). */
    public static RestResponse<Data<SignedInView>> answer(int status, SignedIn signedIn, @Nullable String location) {
        RestResponse.ResponseBuilder<Data<SignedInView>> response = RestResponse.ResponseBuilder.create(
                        RestResponse.Status.fromStatusCode(status), new Data<>(SignedInView.of(signedIn)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        return response.build();
    }
}
