package aisle.accounts.passwords;

/** A way to hash passwords. What is hashed is normalised already. */
interface PasswordAlgorithm {
    /** The text to be stored; equal passwords give different ones. */
    String hash(String password);

    /** Whether this way made such a text, with whatever cost. */
    boolean made(String hash);

    boolean matches(String password, String hash);

    /** Whether a text that this way made has the cost of today. */
    boolean isUpToDate(String hash);
}
