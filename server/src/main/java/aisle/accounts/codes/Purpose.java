package aisle.accounts.codes;

import java.time.Duration;
import java.util.Locale;

/** What a code or a link is for. */
enum Purpose {
    REGISTRATION(Duration.ofMinutes(10), Duration.ofHours(1)),
    PASSWORD_RESET(Duration.ofMinutes(30), Duration.ofMinutes(30)),
    EMAIL_CHANGE(Duration.ofMinutes(30), Duration.ofMinutes(30));

    private final Duration life;
    private final Duration patience;

    Purpose(Duration life, Duration patience) {
        this.life = life;
        this.patience = patience;
    }

    /** How long it works. */
    Duration life() {
        return life;
    }

    /** How long what was asked for waits for its confirmation; meanwhile another code can be asked for. */
    Duration patience() {
        return patience;
    }

    /** {@link #life} for the text of a mail. */
    String minutes() {
        return Long.toString(life.toMinutes());
    }

    /** The name of such a request in events and in the audit. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The event that says that one is asked for. */
    String requested() {
        return label() + ".requested.v1";
    }
}
