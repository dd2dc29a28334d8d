package aisle.mail;

import aisle.kernel.UserId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent.
 *
 * @param cause what it is sent for, such as {@code password_reset:<id>}; a second mail for the same cause is not sent
 * @param user whose account it is about, if it is; when that is erased before the mail is sent, it is not sent
 * @param to the address of one person
 * @param values what the template shows, see {@link MailKind}
 * @param expiresAt when it is of no use any more; it is tried until then
 */
public record Mail(
        String cause, MailKind kind, @Nullable UserId user, String to, Map<String, String> values, Instant expiresAt) {
    public Mail {
        values = Map.copyOf(values);
        if (!values.keySet().equals(kind.shown())) {
            throw new IllegalArgumentException(kind + " shows " + kind.shown() + ", not " + values.keySet());
        }
    }

    /** Keeps address and secrets out of logs. */
    @Override
    public String toString() {
        return "Mail[" + cause + ", " + kind + "]";
    }
}
