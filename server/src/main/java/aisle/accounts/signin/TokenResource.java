package aisle.accounts.signin;

import static aisle.accounts.signin.TokenForm.required;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import aisle.platform.web.Caller;
import aisle.platform.web.GuestToken;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Signing in as programs made for OAuth 2.0 do, such as the documentation pages: RFC 6749's form in, and its answers and
 * errors out, without Aisle's envelope.
 */
@Path("/api/v1/auth/token")
@Tag(name = "Signing in")
public class TokenResource {
    private static final int RETRY_AFTER_SECONDS = 2;

    private final SignIns signIns;
    private final Arrivals arrivals;
    private final StrictLimits limits;
    private final Caller caller;

    TokenResource(SignIns signIns, Arrivals arrivals, StrictLimits limits, Caller caller) {
        this.signIns = signIns;
        this.arrivals = arrivals;
        this.limits = limits;
        this.caller = caller;
    }

    /** @param expiresIn seconds until the access token expires */
    @Schema(name = "Tokens")
    public record TokenView(String accessToken, String tokenType, long expiresIn, String refreshToken) {
        static TokenView of(SignedIn signedIn) {
            return new TokenView(
                    signedIn.accessToken().token(),
                    "Bearer",
                    signedIn.accessToken().expiresIn(),
                    signedIn.refreshToken());
        }
    }

    /** An error as RFC 6749, section 5.2, has it. */
    @Schema(name = "TokenError")
    public record TokenErrorView(
            @Schema(
                    enumeration = {
                        "invalid_request",
                        "invalid_grant",
                        "invalid_scope",
                        "unsupported_grant_type",
                        "temporarily_unavailable"
                    })
            String error,

            String errorDescription) {}

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(
            operationId = "issueTokens",
            summary = "Sign in, or refresh a sign-in, by OAuth 2.0's form (RFC 6749): without the envelope")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = TokenForm.class)))
    @APIResponse(
            responseCode = "200",
            description = "Signed in",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenView.class)))
    @APIResponse(
            responseCode = "400",
            description = "Refused; whether address or password is wrong is not told",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenErrorView.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many attempts failed; wait as Retry-After says",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenErrorView.class)))
    @APIResponse(
            responseCode = "503",
            description = "Too many people are signing in; wait as Retry-After says",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TokenErrorView.class)))
    public Response token(@BeanParam GuestToken guest, String body) {
        try {
            return answer(200, TokenView.of(signIn(guest, TokenForm.parse(body))))
                    .build();
        } catch (OAuthRefusal refusal) {
            return refused(refusal).build();
        } catch (DomainError error) {
            return refused(error).build();
        }
    }

    private SignedIn signIn(GuestToken guest, TokenForm form) {
        return switch (form.grantType()) {
            case "password" -> {
                refuseScope(form);
                String username = required(form.username(), "username");
                String password = required(form.password(), "password");
                Actor actor = caller.visitor();
                limits.countAddress(StrictPolicy.SIGN_IN, String.valueOf(actor.remoteAddress()));
                yield arrivals.with(signIns.login(actor, username, password), actor, guest.value);
            }
            case "refresh_token" -> {
                refuseScope(form);
                yield signIns.refresh(caller.visitor(), required(form.refreshToken(), "refresh_token"));
            }
            default ->
                throw new OAuthRefusal(
                        OAuthRefusal.Code.UNSUPPORTED_GRANT_TYPE, "The grant type must be password or refresh_token.");
        };
    }

    /** A narrower token than was asked for would have to be named in the answer; there are none, so asking is refused. */
    private static void refuseScope(TokenForm form) {
        if (form.scope() != null) {
            throw new OAuthRefusal(OAuthRefusal.Code.INVALID_SCOPE, "There are no scopes: leave this out.");
        }
    }

    private static Response.ResponseBuilder refused(DomainError error) {
        int status = error.code().status();
        return switch (status) {
            case 400, 401 ->
                refused(new OAuthRefusal(OAuthRefusal.Code.INVALID_GRANT, String.valueOf(error.getMessage())));
            case 429, 503 ->
                answer(status, view(OAuthRefusal.Code.TEMPORARILY_UNAVAILABLE, String.valueOf(error.getMessage())))
                        .header(
                                HttpHeaders.RETRY_AFTER,
                                error.details().getOrDefault(StrictLimits.RETRY_AFTER_SECONDS, RETRY_AFTER_SECONDS));
            default -> throw error;
        };
    }

    /** A refusal is always a 400: a 401 is for programs that are known by name, and none is. */
    private static Response.ResponseBuilder refused(OAuthRefusal refusal) {
        return answer(400, view(refusal.code(), refusal.description()));
    }

    private static TokenErrorView view(OAuthRefusal.Code code, String description) {
        return new TokenErrorView(code.label(), description);
    }

    /** Section 5.1 asks for both headers, the second for caches that are older than HTTP/1.1. */
    private static Response.ResponseBuilder answer(int status, Object entity) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(entity);
    }
}
