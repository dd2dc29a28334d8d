package aisle.mail;

import org.jspecify.annotations.Nullable;

/** Why a mail was not taken. Its message never holds an address: servers like to repeat them, so only codes are kept. */
final class MailFailure extends RuntimeException {
    private final boolean permanent;

    private MailFailure(String message, boolean permanent, @Nullable Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /** Worth another attempt later. */
    static MailFailure temporary(String message) {
        return new MailFailure(message, false, null);
    }

    /** As {@link #temporary(String)}; of the cause only its type is told. */
    static MailFailure temporary(String message, Throwable cause) {
        return new MailFailure(message + " (" + cause.getClass().getSimpleName() + ")", false, null);
    }

    /** The answer would be the same each time: no such mailbox, or not a usable address. */
    static MailFailure permanent(String message) {
        return new MailFailure(message, true, null);
    }

    boolean isPermanent() {
        return permanent;
    }
}
