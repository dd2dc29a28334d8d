package aisle.accounts.signin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a token request (RFC 6749, sections 4.3.2 and 6) as a form carries them. What is empty counts as
 * missing and what is unknown is ignored, as section 3.2 asks; that goes for a client's id and secret too, since Aisle
 * knows people and not the programs that they use.
 */
@Schema(name = "TokenRequest")
record TokenForm(
        @Schema(
                required = true,
                enumeration = {"password", "refresh_token"},
                description = "How to sign in.")
        String grantType,

        @Schema(description = "The e-mail address; with grant_type password.") @Nullable
        String username,

        @Schema(description = "With grant_type password.") @Nullable
        String password,

        @Schema(description = "With grant_type refresh_token.") @Nullable
        String refreshToken,

        @Schema(description = "Must be absent or empty: a token may do what its user may do.") @Nullable
        String scope) {

    /**
     * Reads a body of the type {@code application/x-www-form-urlencoded}.
     *
     * @throws OAuthRefusal {@link OAuthRefusal.Code#INVALID_REQUEST} when it is none, lacks the grant type, or holds a
     *     parameter twice
     */
    static TokenForm parse(String body) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!pair.isEmpty() && parameters.put(name, value) != null) {
                throw new OAuthRefusal(OAuthRefusal.Code.INVALID_REQUEST, "A parameter was sent twice.");
            }
        }
        parameters.values().removeIf(String::isEmpty);
        return new TokenForm(
                required(parameters.get("grant_type"), "grant_type"),
                parameters.get("username"),
                parameters.get("password"),
                parameters.get("refresh_token"),
                parameters.get("scope"));
    }

    static String required(@Nullable String value, String name) {
        if (value == null) {
            throw new OAuthRefusal(OAuthRefusal.Code.INVALID_REQUEST, "The parameter " + name + " is missing.");
        }
        return value;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new OAuthRefusal(OAuthRefusal.Code.INVALID_REQUEST, "The form is not encoded as a form is.");
        }
    }

    /** Keeps the secrets out of logs. */
    @Override
    public String toString() {
        return "TokenForm[" + grantType + "]";
    }
}
