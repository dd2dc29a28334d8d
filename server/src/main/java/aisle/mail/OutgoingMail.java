package aisle.mail;

import java.util.Map;
import java.util.UUID;

/**
 * A mail as it goes out.
 *
 * @param id the same at each attempt, so that a provider that remembers it sends one mail
 * @param values the ones in the text, for providers that have templates of their own
 */
record OutgoingMail(
        UUID id, MailKind kind, String to, Map<String, String> values, String subject, String text, String html) {
    /** Keeps address and secrets out of logs. */
    @Override
    public String toString() {
        return "OutgoingMail[" + id + ", " + kind + "]";
    }
}
