package aisle.accounts.passwords;

/** A password as it is stored: a text that names its algorithm, cost and salt. */
public record PasswordHash(String text) {
    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
