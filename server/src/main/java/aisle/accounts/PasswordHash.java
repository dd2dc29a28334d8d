package aisle.accounts;

/** A password as it is stored: bcrypt in modular crypt form, with its cost and salt. */
public record PasswordHash(String text) {
    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
