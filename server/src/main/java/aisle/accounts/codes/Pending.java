package aisle.accounts.codes;

import org.jspecify.annotations.Nullable;

/**
 * What is kept encrypted of something that waits for its confirmation.
 *
 * @param email whom it is about
 * @param account what a registration said; null for everything else, and for the wish for another code
 */
record Pending(String email, @Nullable Account account) {
    /** An account to be. */
    record Account(String fullName, @Nullable String phone, String passwordHash) {}

    /** Keeps what is personal out of logs. */
    @Override
    public String toString() {
        return "Pending";
    }
}
