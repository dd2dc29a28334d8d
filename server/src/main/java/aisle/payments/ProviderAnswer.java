package aisle.payments;

/** What a provider says. */
public sealed interface ProviderAnswer {
    /**
     * It is done.
     *
     * @param reference what the provider calls it
     */
    record Approved(String reference) implements ProviderAnswer {}

    /**
     * It will not be done.
     *
     * @param code why, in the provider's words, such as {@code insufficient_funds}
     */
    record Declined(String code) implements ProviderAnswer {}

    /** The customer must do something first. */
    record ActionNeeded(String reference, NextAction action) implements ProviderAnswer {}

    /**
     * Nobody knows: it did not answer, or is still thinking.
     *
     * @param reason for the log
     */
    record Unknown(String reason) implements ProviderAnswer {}
}
