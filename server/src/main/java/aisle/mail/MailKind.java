package aisle.mail;

import java.util.Locale;
import java.util.Set;

/** What a mail is about. Each has a template, see {@link MailTemplates}, in which these values may stand. */
public enum MailKind {
    /** A code that completes a registration. */
    REGISTRATION_CODE("code", "minutes"),
    /** Someone registers with the address of an account that exists. */
    REGISTRATION_KNOWN(),
    /** A link to choose a new password. */
    PASSWORD_RESET("link", "token", "minutes"),
    /** The password is another one now. */
    PASSWORD_CHANGED(),
    /** A link, to the new address, that makes it the address of the account. */
    EMAIL_CHANGE("link", "token", "minutes"),
    /** Tells the old address. */
    EMAIL_CHANGED(),
    /** What became scarce in the stores of a manager. */
    STOCK_ALERT("count", "products");

    private final Set<String> values;

    MailKind(String... values) {
        this.values = Set.of(values);
    }

    /** The names that its template may use, besides {@code shop}. */
    Set<String> shown() {
        return values;
    }

    /** Its template's file name without the ending, such as {@code registration-code}. */
    String label() {
        return label(name());
    }

    /** Likewise for a kind that perhaps only another version knows. */
    static String label(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
