package aisle.payments.sandbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the sandbox does, by the token with which it is asked: always the same. */
enum SandboxToken {
    /** Everything is approved. */
    TOK_APPROVE,
    TOK_DECLINE,
    TOK_INSUFFICIENT_FUNDS,
    /** The customer must act, at the page that the next action names. */
    TOK_ACTION,
    /** Approved, but the answer never comes. */
    TOK_TIMEOUT,
    /** Neither the request arrives, the first time, nor an answer comes. */
    TOK_LOST,
    /** Approved after two seconds. */
    TOK_SLOW,
    /** Thinks for three seconds, in which it only says that it is thinking; then approved. */
    TOK_LATE,
    /** Approved; taking the money is refused. */
    TOK_CAPTURE_FAILS,
    /** Approved; the money is taken, but the answer never comes. */
    TOK_CAPTURE_TIMEOUT,
    /** Approved; the money is let go of, but the answer never comes. */
    TOK_VOID_TIMEOUT,
    /** Approved; giving money back is refused. */
    TOK_REFUND_FAILS,
    /** Approved; the money is given back, but the answer never comes. */
    TOK_REFUND_TIMEOUT;

    /** Null for a token that means nothing. */
    static @Nullable SandboxToken of(String token) {
        for (SandboxToken known : values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(token)) {
                return known;
            }
        }
        return null;
    }

    /** How a charge begins. */
    SandboxCharge.State first() {
        return switch (this) {
            case TOK_DECLINE, TOK_INSUFFICIENT_FUNDS -> SandboxCharge.State.DECLINED;
            case TOK_ACTION -> SandboxCharge.State.OPEN;
            case TOK_LATE -> SandboxCharge.State.PROCESSING;
            case TOK_APPROVE,
                    TOK_TIMEOUT,
                    TOK_LOST,
                    TOK_SLOW,
                    TOK_CAPTURE_FAILS,
                    TOK_CAPTURE_TIMEOUT,
                    TOK_VOID_TIMEOUT,
                    TOK_REFUND_FAILS,
                    TOK_REFUND_TIMEOUT -> SandboxCharge.State.AUTHORIZED;
        };
    }

    /** Why it is declined; null when it is not. */
    @Nullable
    String refusal() {
        if (this == TOK_DECLINE) {
            return "card_declined";
        }
        return this == TOK_INSUFFICIENT_FUNDS ? "insufficient_funds" : null;
    }

    /** As a client writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
