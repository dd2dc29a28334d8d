package aisle.accounts.codes;

import java.time.Duration;

/** What a code or a link is for. */
enum Purpose {
    REGISTRATION(Duration.ofMinutes(10)),
    PASSWORD_RESET(Duration.ofMinutes(30)),
    EMAIL_CHANGE(Duration.ofMinutes(30));

    private final Duration life;

    Purpose(Duration life) {
        this.life = life;
    }

    /** How long it works. */
    Duration life() {
        return life;
    }

    /** The same, for the text of a mail. */
    String minutes() {
        return Long.toString(life.toMinutes());
    }
}
