package aisle.kernel;

/** What the name of a thing, such as a store or a category, may look like; for annotations. */
public final class NameRules {
    /** Something that can be seen, and no control characters; what counts as blank is left to {@code @NotBlank}. */
    public static final String FORM = "\\s*|(?=.*[^\\s\\p{Z}\\p{C}])[^\\p{Cc}\\p{Cs}]*";

    public static final String MESSAGE = "must have a character that can be seen, and no control characters";

    private NameRules() {}
}
