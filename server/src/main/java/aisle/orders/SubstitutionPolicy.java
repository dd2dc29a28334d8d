package aisle.orders;

/** What the customer wants when something is missing: nothing else, the best match, or to be asked. */
public enum SubstitutionPolicy {
    NONE,
    BEST_MATCH,
    ASK
}
