package aisle.accounts;

/** What the name and the phone number of a person may look like, for annotations. */
public final class PersonRules {
    public static final int NAME_LENGTH = 200;

    /** Something that can be seen, and no control characters; what counts as blank is left to {@code @NotBlank}. */
    public static final String NAME_FORM = "\\s*|(?=.*[^\\s\\p{Z}\\p{C}])[^\\p{Cc}\\p{Cs}]*";

    public static final String NAME_MESSAGE = "must have a character that can be seen, and no control characters";

    /** Numbers are kept as people write them; which of them ring is for the one who calls to find out. */
    public static final String PHONE_FORM = "\\+?[0-9 ()./-]{3,29}";

    public static final String PHONE_MESSAGE = "must be a phone number such as +1 555 0100";

    private PersonRules() {}
}
