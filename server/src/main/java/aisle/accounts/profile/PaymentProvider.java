package aisle.accounts.profile;

/** Who keeps the card behind a token. */
public enum PaymentProvider {
    /** Moves no money; for trying things out. */
    SANDBOX,
    STRIPE
}
