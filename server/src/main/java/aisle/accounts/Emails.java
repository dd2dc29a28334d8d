package aisle.accounts;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses as Aisle keeps them: without surrounding space, in lower case. RFC 5321 lets a server tell
 * {@code Ann@} from {@code ann@}; none does, and people write both.
 */
public final class Emails {
    /** The longest address that RFC 5321 can deliver to. */
    public static final int MAX_LENGTH = 254;

    /** Beyond what {@code @Email} asks: a dot in the domain, no blanks. */
    public static final String FORM = "[^\\s@\\p{Cc}]{1,64}@[^\\s@\\p{Cc}]+\\.[^\\s@.\\p{Cc}]+";

    public static final String MESSAGE = "must be an e-mail address";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private Emails() {}

    public static @Nullable String normalise(@Nullable String text) {
        return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The normalised address.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} when the text is none
     */
    public static String require(String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (email.length() > MAX_LENGTH || !PATTERN.matcher(email).matches()) {
            throw DomainError.invalid("email", "invalid_email", MESSAGE);
        }
        return email;
    }
}
