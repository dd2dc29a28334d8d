package aisle.platform.limits;

import aisle.platform.config.Quota;
import java.time.Duration;
import java.util.Locale;

/**
 * What is counted strictly, and how much of it is allowed. {@code docs/overload.md} explains the numbers: many people
 * share an address behind one router, so an address may do much; one account has one owner, who is never kept out by
 * what somebody else does from another address unless whole networks try at once, and then for an hour at most.
 */
public enum StrictPolicy {
    /**
     * Passwords that did not match; one that did is taken back. Attempts on one account are slowed down by accounts
     * itself, so only the address is counted when somebody signs in.
     */
    SIGN_IN(
            new Quota(100, Duration.ofMinutes(10)),
            new Quota(10, Duration.ofMinutes(15)),
            new Quota(100, Duration.ofHours(1))),
    /** New accounts, and tries to find out which addresses have one. */
    REGISTRATION(
            new Quota(100, Duration.ofHours(1)),
            new Quota(10, Duration.ofHours(1)),
            new Quota(30, Duration.ofHours(1))),
    /** One-time codes that did not match; one that did is taken back. */
    ONE_TIME_CODE(
            new Quota(100, Duration.ofMinutes(10)),
            new Quota(10, Duration.ofMinutes(15)),
            new Quota(30, Duration.ofHours(1))),
    /** Messages with a code or a link, which could fill somebody's mailbox. */
    PASSWORD_RESET(
            new Quota(100, Duration.ofHours(1)), new Quota(5, Duration.ofHours(1)), new Quota(20, Duration.ofDays(1)));

    private final Quota address;
    private final Quota accountAtAddress;
    private final Quota account;

    StrictPolicy(Quota address, Quota accountAtAddress, Quota account) {
        this.address = address;
        this.accountAtAddress = accountAtAddress;
        this.account = account;
    }

    /** What is counted together. */
    public enum Scope {
        /** Everything from one network address. */
        ADDRESS,
        /** One account, tried from one network address. */
        ACCOUNT_AT_ADDRESS,
        /** One account, tried from anywhere. */
        ACCOUNT
    }

    /** The limit on what is counted together. */
    public Quota quota(Scope scope) {
        return switch (scope) {
            case ADDRESS -> address;
            case ACCOUNT_AT_ADDRESS -> accountAtAddress;
            case ACCOUNT -> account;
        };
    }

    /** The name in headers and metrics, such as {@code sign-in}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
