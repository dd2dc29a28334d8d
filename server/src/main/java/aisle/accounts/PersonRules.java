package aisle.accounts;

/** What the name and the phone number of a person may look like, for annotations. */
final class PersonRules {
    static final int NAME_LENGTH = 200;
    static final String NAME_FORM = "[^\\p{Cntrl}]*";
    static final String NAME_MESSAGE = "must not contain control characters";

    /** Numbers are kept as people write them; which of them ring is for the one who calls to find out. */
    static final String PHONE_FORM = "\\+?[0-9 ()./-]{3,29}";

    static final String PHONE_MESSAGE = "must be a phone number such as +1 555 0100";

    private PersonRules() {}
}
