package aisle.doctor;

/** How well a thing stands. */
public enum Grade {
    FINE("ok"),
    /** It could not be looked at, and the text says what to look at. */
    UNKNOWN("unseen"),
    /** It works, and a shop that takes money should have it otherwise. */
    DOUBTFUL("warn"),
    /** Customers would notice, or somebody who should not get in could. */
    WRONG("FAIL");

    private final String word;

    Grade(String word) {
        this.word = word;
    }

    /** As it is printed. */
    public String word() {
        return word;
    }
}
