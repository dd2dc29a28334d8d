package aisle.settings;

/** What a setting is, and so how its text reads. */
public enum SettingKind {
    /** A decimal in the currency of the store, or of the chain. */
    AMOUNT,
    /** A whole number. */
    NUMBER,
    /** A text without blanks. */
    NAME,
    /** The id of a store. */
    STORE
}
