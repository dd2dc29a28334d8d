package aisle.accounts.signin;

import java.util.Locale;

/** Why a token request was refused, in the words of RFC 6749, section 5.2. */
final class OAuthRefusal extends RuntimeException {
    private final Code code;

    /** @param description a sentence for people, in ASCII without quotes and backslashes, as the RFC allows it */
    OAuthRefusal(Code code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }

    /** The codes of the RFC that can occur here, and one that says "later" as its section 4.1.2.1 does. */
    enum Code {
        INVALID_REQUEST,
        INVALID_GRANT,
        INVALID_SCOPE,
        UNSUPPORTED_GRANT_TYPE,
        TEMPORARILY_UNAVAILABLE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
